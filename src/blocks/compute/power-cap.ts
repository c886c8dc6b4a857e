/**
 * The power-cap curve of a fleet: how much compute is kept when a chip draws less.
 *
 * The catalogue gives throughput over the accelerator's own drawn power. Only the accelerator's share
 * of all-in IT power falls with a cap, so f_IT = 1 − share·(1 − f), and the concave envelope from
 * (0, 0) is taken again: below the first kept point, chips are switched off rather than capped.
 */
import { catalog } from "../../catalog/catalog.ts";
import { numbersIn } from "../../catalog/table.ts";

/** One straight piece of the curve: IT power share it spans, and compute per unit of IT power in it. */
export interface CapSegment {
  /** Width as a share of full IT power. */
  readonly widthFrac: number;
  /** Throughput share gained per IT power share; falls from segment to segment. */
  readonly slope: number;
}

interface Point {
  readonly power: number;
  readonly throughput: number;
}

/** The upper concave envelope of points from (0,0) on, ascending in power. */
function envelope(points: readonly Point[]): Point[] {
  const kept: Point[] = [{ power: 0, throughput: 0 }];
  for (const point of points) {
    if (point.power <= kept.at(-1)!.power) continue;
    while (kept.length > 1) {
      const last = kept.at(-1)!;
      const before = kept.at(-2)!;
      const slopeBefore = (last.throughput - before.throughput) / (last.power - before.power);
      const slopeNow = (point.throughput - last.throughput) / (point.power - last.power);
      if (slopeNow < slopeBefore - 1e-12) break;
      kept.pop();
    }
    kept.push(point);
  }
  return kept;
}

/** Drops the points that matter least until at most `most` segments remain, first and last kept. */
function thin(points: Point[], most: number): Point[] {
  const kept = [...points];
  while (kept.length - 1 > most) {
    let least = 1;
    let leastLoss = Infinity;
    for (let i = 1; i + 1 < kept.length; i++) {
      const [a, b, c] = [kept[i - 1]!, kept[i]!, kept[i + 1]!];
      const chord =
        a.throughput + ((c.throughput - a.throughput) * (b.power - a.power)) / (c.power - a.power);
      const loss = (b.throughput - chord) * (c.power - a.power);
      if (loss < leastLoss) [least, leastLoss] = [i, loss];
    }
    kept.splice(least, 1);
  }
  return kept;
}

/**
 * Segments of the curve `curveId` for a chip whose own draw is `gpuShareFrac` of all-in IT power.
 * @throws Error when the catalogue has no such curve.
 */
export function capSegments(curveId: string, gpuShareFrac: number, most = 4): CapSegment[] {
  const curve = catalog("power-cap-curves").get(curveId);
  if (!curve) throw new Error(`No power-cap curve "${curveId}"`);
  const drawn = numbersIn(curve, "powerFracPoints");
  const throughput = numbersIn(curve, "throughputFracPoints");
  const points = Array.from(drawn, (f, i) => ({
    power: 1 - gpuShareFrac * (1 - f),
    throughput: throughput[i]!,
  })).filter((point) => point.throughput > 0);
  const kept = thin(envelope(points), most);
  return kept.slice(1).map((point, i) => {
    const before = kept[i]!;
    const widthFrac = point.power - before.power;
    return { widthFrac, slope: (point.throughput - before.throughput) / widthFrac };
  });
}
