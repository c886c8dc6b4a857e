/**
 * The steps of a ring in chunks that are assembled and eliminated while they are in the cache, and the numbers of
 * each family that live in them.
 */
import type { SliceForm } from "./form.ts";
import type { CutRing, Segment } from "./segments.ts";

/** Steps of a chunk: its blocks and carried columns stay in a core's cache. */
const CHUNK = 128;

/** Steps from … to of a segment. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
  readonly segment: Segment;
  /** The segment after that, in the ring. */
  readonly after: Segment;
  /** For each family its numbers from `starts` to `ends` live here; those to `nextEnds` add to a later step of the ring. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly nextEnds: Int32Array;
}

/** The first place in ascending `steps` that is `step` or later. */
function firstAt(steps: Int32Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A ring with its chunks in order. */
export interface ChunkedRing extends CutRing {
  readonly chunks: readonly Chunk[];
}

/** Cuts the segments of each ring into chunks. */
export function chunkRings(slice: SliceForm, rings: readonly CutRing[]): ChunkedRing[] {
  const firsts = (step: number) =>
    Int32Array.from(slice.families, ({ steps }) => firstAt(steps, step));
  return rings.map((ring) => {
    const { segments } = ring;
    const last = segments.at(-1)!.to;
    const ofSegments = segments.map((segment, i) => {
      const chunks: Chunk[] = [];
      const after = segments[(i + 1) % segments.length]!;
      let starts = firsts(segment.from);
      for (let { from } = segment; from < segment.to; from += CHUNK) {
        const to = Math.min(segment.to, from + CHUNK);
        const ends = firsts(to);
        const nextEnds = to === last ? firsts(to - 1) : ends;
        chunks.push({ from, to, segment, after, starts, ends, nextEnds });
        starts = ends;
      }
      return chunks;
    });
    return { ...ring, chunks: ofSegments.flat() };
  });
}
