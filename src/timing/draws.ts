/**
 * Random numbers by counter: u(seed, key, draw) is the same whatever else is drawn and in whatever
 * order, so two plans that share a milestone share its draws (common random numbers).
 *
 *     (w0, w1) = Threefry-2x32-20(hash(seed, key), (draw, stream))
 *     u = (stratum + (w1 + 1/2) / 2^32) / STRATA
 *
 * The first stream is stratified: in every run of STRATA draws each key visits each of STRATA equal
 * slices once, in an order shuffled by w0 (a Latin hypercube per run). Runs are independent of each
 * other, so a standard error is taken from the means of runs. More draws extend fewer.
 * Threefry: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011.
 */

/** Draws in a run, and slices a run is spread over. */
export const STRATA = 50;

/** Two 32-bit words standing for a seed and a key. */
export type KeyWords = readonly [number, number];

const ROTATIONS = Int32Array.of(13, 15, 26, 6, 17, 29, 16, 24);
const PARITY = 0x1bd11bda;
const UNIT = 1 / 4294967296;

/** Last words of Threefry; kept outside so that no call makes an object. */
const words = new Int32Array(2);

/** Threefry-2x32 with 20 rounds; the result stands in `words` as signed 32-bit numbers. */
function threefry(key0: number, key1: number, counter0: number, counter1: number): void {
  const key2 = PARITY ^ key0 ^ key1;
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let group = 0; group < 5; group++) {
    const from = (group & 1) * 4;
    for (let i = from; i < from + 4; i++) {
      const turn = ROTATIONS[i]!;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << turn) | (x1 >>> (32 - turn))) ^ x0;
    }
    const next = (group + 1) % 3;
    const after = (group + 2) % 3;
    x0 = (x0 + (next === 0 ? key0 : next === 1 ? key1 : key2)) | 0;
    x1 = (x1 + (after === 0 ? key0 : after === 1 ? key1 : key2) + group + 1) | 0;
  }
  words[0] = x0;
  words[1] = x1;
}

/** The two words of Threefry-2x32-20, unsigned: for checks against published values. */
export function threefryWords(key: KeyWords, counter: KeyWords): [number, number] {
  threefry(key[0], key[1], counter[0], counter[1]);
  return [words[0]! >>> 0, words[1]! >>> 0];
}

/** Stable words of a seed and a key: each UTF-16 unit of both, and the end of each, goes through Threefry. */
export function keyWords(seed: string, key: string): KeyWords {
  let [a, b] = [seed.length, key.length];
  for (const text of [seed, key])
    for (let i = 0; i < text.length; i++) {
      threefry(a, b, text.charCodeAt(i), i);
      a = words[0]!;
      b = words[1]!;
    }
  return [a, b];
}

/** An even number in (0, 1) of a draw and a stream, without strata. */
export function plainUniform(key: KeyWords, draw: number, stream: number): number {
  threefry(key[0], key[1], draw, stream);
  return ((words[1]! >>> 0) + 0.5) * UNIT;
}

const slices = new Int32Array(STRATA);

/**
 * Stratified even numbers in (0, 1) of draws 0 … out.length − 1. A last run that is not full visits
 * some of its slices only; each number is even all the same.
 */
export function fillUniforms(key: KeyWords, stream: number, out: Float64Array): void {
  for (let from = 0; from < out.length; from += STRATA) fillRun(key, stream, from, out, from);
}

/** Numbers of the run of draws that starts at `from`, as far as they fit into out[at …]. */
function fillRun(key: KeyWords, stream: number, from: number, out: Float64Array, at: number): void {
  const count = Math.min(STRATA, out.length - at);
  for (let i = 0; i < STRATA; i++) slices[i] = i;
  for (let i = 0; i < count; i++) {
    threefry(key[0], key[1], from + i, stream);
    const other = i + Math.floor((words[0]! >>> 0) * UNIT * (STRATA - i));
    const slice = slices[other]!;
    slices[other] = slices[i]!;
    out[at + i] = (slice + ((words[1]! >>> 0) + 0.5) * UNIT) / STRATA;
  }
}

/** One stratified number: what fillUniforms puts at `draw` in stream 0. */
export function uniform(seed: string, key: string, draw: number): number {
  const within = draw % STRATA;
  const run = new Float64Array(within + 1);
  fillRun(keyWords(seed, key), 0, draw - within, run, 0);
  return run[within]!;
}
