/** Seeded random numbers that are the same on every machine. */

/** Draws numbers; the same seed gives the same draws. */
export interface Random {
  /** Even in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** Four 32-bit words from a text (cyrb128, public domain). */
function hash(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
}

/** Opens a stream of random numbers (sfc32 by C. Doty-Humphrey, PractRand); normals by Marsaglia's polar method. */
export function openRandom(seed: string): Random {
  let [a, b, c, counter] = hash(seed);
  const uniform = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) uniform();
  let spare = Number.NaN;
  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  };
  return { uniform, normal };
}

/** A first-order autoregressive series of standard normals with the given lag-1 correlation. */
export function drawAutoregressive(random: Random, length: number, lag1Frac: number): Float64Array {
  const series = new Float64Array(length);
  const fresh = Math.sqrt(1 - lag1Frac * lag1Frac);
  let value = random.normal();
  for (let i = 0; i < length; i++) {
    series[i] = value;
    value = lag1Frac * value + fresh * random.normal();
  }
  return series;
}

/** Standard normal distribution function (Abramowitz and Stegun 26.2.17, error below 1e−7). */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}
