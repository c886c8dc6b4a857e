/** Colours that carry meaning: one per technology everywhere, and a ramp of 16 levels for heat maps. */

export const LEVELS = 16;

const TECHNOLOGIES: readonly (readonly [RegExp, string])[] = [
  [/solar|photovolt/, "#d9a400"],
  [/offshore/, "#2c8c7c"],
  [/wind/, "#4fae8f"],
  [/pumped|hydro|river/, "#3f8fd0"],
  [/geotherm/, "#9a6b3f"],
  [/nuclear|smr/, "#8a5fb5"],
  [/fusion/, "#b06fb8"],
  [/fuel.?cell/, "#c07a9a"],
  [/ccgt|turbine|gas|engine/, "#b07d4b"],
  [/diesel/, "#6f5a48"],
  [/battery|lithium|iron|store|storage/, "#7f9c2f"],
  [/grid|connection/, "#64748b"],
];

const SPARE = ["#5b84b1", "#a18a3c", "#6d8f6b", "#a0769c", "#4f9aa5", "#917259"];

/** The fixed colour of a technology; unknown names take a colour by their letters. */
export function colourOf(name: string): string {
  const low = name.toLowerCase();
  const known = TECHNOLOGIES.find(([pattern]) => pattern.test(low));
  if (known) return known[1];
  let hash = 7;
  for (const sign of low) hash = (hash * 31 + sign.codePointAt(0)!) % 9973;
  return SPARE[hash % SPARE.length]!;
}

/** OKLCH to sRGB hex (B. Ottosson's matrices), channels clipped. */
function hexOf(lightness: number, chroma: number, hueDegrees: number): string {
  const hue = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const channels = linear.map((value) => {
    const clipped = Math.min(1, Math.max(0, value));
    const curved = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(255 * curved)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

/** Dark violet to light yellow, even steps of lightness: readable without colour vision and in grey. */
export const RAMP: readonly string[] = Array.from({ length: LEVELS }, (_, i) => {
  const t = i / (LEVELS - 1);
  return hexOf(0.3 + 0.6 * t, 0.12 + 0.04 * t, 305 - 200 * t);
});
