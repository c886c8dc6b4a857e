/**
 * What is in force quarter by quarter: power, halls and chips of every site, and the compute delivered.
 *
 *     MW of a chip generation = its share of (chips × kW per chip) × full draw of all chips at the site
 */
import { titleAmong } from "../holders.ts";
import type { Package } from "../package.ts";
import type { AssetTimeline, SiteTimeline, Timeline } from "../timeline.ts";
import { quarterName } from "../explain/names.ts";
import {
  escapeHTML,
  explained,
  proseHTML,
  figure,
  figures,
  label,
  percent,
  svg,
  table,
} from "./svg.ts";
import { monthAxis, stepLine, yearMarks } from "./time-axis.ts";
import { generationShade, layerColour } from "./timeline-layers.ts";
import { extent, scaled, stacked } from "./timeline-stack.ts";
import type { Box, Layered } from "./timeline-stack.ts";

const [WIDTH, TOP, HEIGHT] = [960, 46, 150];
const PANELS = [
  [44, 300],
  [374, 630],
  [704, 954],
] as const;

const peak = (values: readonly number[]) => Math.max(0, ...values);
const inMW = ({ unit }: AssetTimeline) => unit.startsWith("MW") && !unit.startsWith("MWh");

/** kW of IT per chip as assumed, for the shares of generations at a site. */
function kwPerChip(pack: Package, { name, site }: AssetTimeline): number {
  const block = name.slice(site.length + 1);
  const found = [`sites.${site}.accelerators.${block}`, `accelerators.${block}`]
    .map((path) => pack.provenance.find((one) => one.path === `${path}.itKWPerChip`)?.value)
    .find((value) => typeof value === "number" && value > 0);
  return typeof found === "number" ? found : 1;
}

/** MW by chip generation, the oldest first; they add up to the site's full draw. */
export function chipLayers(
  pack: Package,
  timeline: Timeline,
  site: SiteTimeline,
): (Layered & { readonly asset: string })[] {
  const fleets = timeline.assets
    .filter(
      ({ site: at, layer, unit }) => at === site.name && layer === "chips" && unit === "chips",
    )
    .map((fleet) => ({ fleet, kw: kwPerChip(pack, fleet) }))
    .sort(
      (a, b) =>
        a.fleet.inForce.findIndex((chips) => chips >= 0.5) -
        b.fleet.inForce.findIndex((chips) => chips >= 0.5),
    );
  const all = timeline.quarters.map((_, i) =>
    fleets.reduce((sum, { fleet, kw }) => sum + fleet.inForce[i]! * kw, 0),
  );
  return fleets.map(({ fleet, kw }, k) => ({
    asset: fleet.name,
    name: fleet.title,
    colour: layerColour("chips", ""),
    opacity: generationShade(k, fleets.length),
    values: all.map((sum, i) =>
      sum > 1e-9 ? (site.chipsMW[i]! * fleet.inForce[i]! * kw) / sum : 0,
    ),
  }));
}

interface Panel {
  readonly title: string;
  readonly line: string;
  readonly layers: readonly (Layered & { readonly figure: string })[];
  readonly load: readonly number[];
}

function panelsOf(pack: Package, timeline: Timeline, site: SiteTimeline): Panel[] {
  const of = (...wanted: readonly string[]) =>
    timeline.assets
      .filter((one) => one.site === site.name && wanted.includes(one.layer) && inMW(one))
      .map((one) => ({
        figure: `${one.name}.${one.size}`,
        name: `${titleAmong(one, timeline.assets)}${one.size === "nonFirmMW" ? ", flexible" : ""}`,
        colour: layerColour(one.layer, `${one.name} ${one.title}`),
        ...(one.size === "nonFirmMW" ? { opacity: 0.55 } : {}),
        values: one.inForce,
      }));
  return [
    {
      title: "Power, MW",
      line: "facility peak",
      layers: of("grid", "generation"),
      load: site.facilityPeakMW,
    },
    {
      title: "Halls, MW of IT",
      line: "IT peak",
      // Phases of one kind of hall: the last is the strongest, as of chips.
      layers: of("hall").map((hall, k, all) => ({
        ...hall,
        opacity: generationShade(k, all.length),
      })),
      load: site.itPeakMW,
    },
    {
      title: "Chips, MW at full draw",
      line: "IT peak",
      layers: chipLayers(pack, timeline, site).map((layer) => ({
        ...layer,
        figure: `${layer.asset}.drawMW`,
      })),
      load: site.itPeakMW,
    },
  ].map((panel) => ({
    ...panel,
    layers: panel.layers.filter(
      ({ values }) =>
        peak(values) > 1e-3 * Math.max(peak(site.facilityPeakMW), peak(site.chipsMW), 0.01),
    ),
  }));
}

function sitePicture(timeline: Timeline, site: SiteTimeline, panels: readonly Panel[]): string {
  const power = [
    [peak(site.gridMW), "grid"] as const,
    [peak(site.generationMW), "generation"] as const,
  ].filter(([mw]) => mw > 0.01);
  const words = `${site.name}: up to ${figures(peak(site.itPeakMW))} MW of IT${power.length > 0 ? ` on ${power.map(([mw, of]) => `${figures(mw)} MW of ${of}`).join(" and ")}` : ""}`;
  const most = Math.max(
    ...panels.map(({ layers, load }) => Math.max(extent(layers).high, ...load)),
  );
  const drawn = panels.map(({ title, line, layers, load }, k) => {
    const [left, right] = PANELS[k]!;
    const axis = monthAxis(timeline, left, right);
    const box: Box = { left, right, top: TOP, height: HEIGHT, x: (i) => axis.x(3 * i) };
    const { y, grid } = scaled(box, { low: 0, high: most });
    return `${label(left, 16, title, { kind: "strong" })}${label(left, 33, `the line: ${line}`)}${grid}${yearMarks(axis, TOP, TOP + HEIGHT)}${stacked(layers, box, y)}<path d="${stepLine(load, box.x, y)}" class="line"/>`;
  });
  const items = panels
    .flatMap(({ layers }) => layers)
    .map(
      ({ name, colour, opacity }) =>
        `<li><i style="background:${colour};opacity:${(opacity ?? 1).toFixed(2)}"></i>${escapeHTML(name)}</li>`,
    );
  return `<h4>${proseHTML(words)}</h4>${svg(WIDTH, TOP + HEIGHT + 24, words, drawn.join(""))}<ul class="key">${items.join("")}</ul>`;
}

export function inForceByQuarter(pack: Package, timeline: Timeline): string {
  const built = timeline.sites.filter(
    (site) => Math.max(peak(site.itPeakMW), peak(site.chipsMW)) > 0.01,
  );
  const total = timeline.quarters.map((_, i) =>
    timeline.sites.reduce((sum, site) => sum + site.itPeakMW[i]!, 0),
  );
  const most = peak(total);
  const title =
    built.length === 0
      ? "No site is built in this plan"
      : `IT power grows to ${figures(most)} MW by ${timeline.mostRun ?? timeline.quarters.at(-1)!}, at ${built.map(({ name }) => name).join(", ")}`;
  const sites = built.map((site) => ({ site, panels: panelsOf(pack, timeline, site) }));
  const told = (of: string, values: readonly number[]) =>
    values.map((value, i) => explained(quarterName(timeline.quarters[i]!, of), figures(value)));
  const rows = sites.flatMap(({ site, panels }) => [
    ...panels.flatMap(({ title: panel, layers }) =>
      layers.map(({ name, figure: of, values }) => [site.name, panel, name, ...told(of, values)]),
    ),
    [
      site.name,
      "Power, MW",
      "Facility peak",
      ...told(`${site.name}.facilityPeakMW`, site.facilityPeakMW),
    ],
    [site.name, "IT, MW", "IT peak", ...told(`${site.name}.itPeakMW`, site.itPeakMW)],
  ]);
  return figure({
    id: "in-force",
    title,
    note: "As planned, on one scale a site. Generation at nameplate; the chips' share by generation follows their power each.",
    picture: sites.map(({ site, panels }) => sitePicture(timeline, site, panels)).join(""),
    table: table(
      "In force by quarter",
      [
        { text: "Site" },
        { text: "What" },
        { text: "Name" },
        ...timeline.quarters.map((text) => ({ text, number: true })),
      ],
      rows,
    ),
  });
}

/** Fields by which a workload asks for an amount; a training run without a target takes what pays. */
const ASKS = /^demand\..*\.(targetEFLOPShPerYear|peakEFLOPS|arrivalsEFLOPShPerDay)$/;

/** Compute delivered and unserved, a bar a quarter. */
export function computeByQuarter({ provenance }: Package, timeline: Timeline): string {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [done, missed] = [timeline.computeEFLOPSh, timeline.unservedEFLOPSh];
  const [served, unserved] = [sum(done), sum(missed)];
  const share = unserved / Math.max(1e-9, served + unserved);
  const words = `${figures(served)} EFLOPS·h delivered over the plan`;
  const title =
    served + unserved < 1e-6
      ? "No compute is asked for in this plan"
      : share < 5e-4
        ? `${words}${provenance.some(({ path }) => ASKS.test(path)) ? ", all that is asked for" : ""}`
        : `${words}; ${percent(share)} of what is asked for goes unserved`;
  const axis = monthAxis(timeline, 84, 940);
  const box: Box = { left: 84, right: 940, top: 24, height: 150, x: (i) => axis.x(3 * i) };
  const layers: Layered[] = [
    { name: "delivered", colour: "var(--accent)", values: done },
    // Solver dust is no shortage.
    {
      name: "unserved",
      colour: "var(--alarm)",
      values: missed.map((v, i) => (v > 1e-5 * (v + done[i]!) ? v : 0)),
    },
  ];
  const { y, grid } = scaled(box, extent(layers));
  const key = layers
    .filter(({ values }) => peak(values) > 0)
    .map(({ name, colour }) => `<li><i style="background:${colour}"></i>${name}</li>`);
  return figure({
    id: "compute-by-quarter",
    title,
    note: "EFLOPS·h in each quarter, as planned.",
    picture: `${svg(960, 200, title, `${label(84, 14, "EFLOPS·h a quarter")}${grid}${yearMarks(axis, 24, 174)}${stacked(layers, box, y)}`)}<ul class="key">${key.join("")}</ul>`,
    table: table(
      "Compute by quarter",
      [
        { text: "Quarter" },
        { text: "Delivered, EFLOPS·h", number: true },
        { text: "Unserved, EFLOPS·h", number: true },
      ],
      timeline.quarters.map((text, i) => [
        text,
        explained(quarterName(text, "computeEFLOPSh"), figures(done[i]!)),
        explained(quarterName(text, "unservedEFLOPSh"), figures(missed[i]!)),
      ]),
    ),
  });
}
