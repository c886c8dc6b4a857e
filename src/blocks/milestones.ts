/** Milestone chains of the catalogue, and what a scenario changes in them. */
import { catalog } from "../catalog/catalog.ts";
import { numberIn } from "../catalog/table.ts";
import type { Entry } from "../catalog/table.ts";
import type { Chain, Milestone } from "../timing/chain.ts";
import type { MilestoneSpec } from "./timing.ts";

function milestoneFrom(name: string, entry: Entry): Milestone {
  const after = entry.get("after")?.text ?? "none";
  return {
    name,
    duration: {
      p10Months: numberIn(entry, "p10Months"),
      p50Months: numberIn(entry, "p50Months"),
      p90Months: numberIn(entry, "p90Months"),
    },
    exitFrac: numberIn(entry, "exitFrac"),
    after: after === "none" || after === "" ? [] : after.split(" "),
  };
}

/** Ids of all chains of the catalogue. */
export function chainIds(): string[] {
  return [...new Set([...catalog("milestones").keys()].map((id) => id.split("/")[0]!))];
}

/** Milestones of the catalogue's chain `id`; undefined when there is none. */
export function findChain(id: string): Chain | undefined {
  const milestones = [...catalog("milestones")]
    .filter(([key]) => key.startsWith(`${id}/`))
    .map(([key, entry]) => milestoneFrom(key.slice(id.length + 1), entry));
  return milestones.length === 0 ? undefined : { milestones };
}

type Fields = Readonly<Record<string, unknown>>;

/** MW of a kind that a connection offers, all its stages together. */
export function stagedMW(spec: Fields, field: "firmMW" | "nonFirmMW"): number {
  const stages = Array.isArray(spec["stages"]) ? (spec["stages"] as Fields[]) : [];
  return [spec, ...stages].reduce((sum, of) => sum + Number(of[field] ?? 0), 0);
}

/** MW of a connection offer, all its stages together, and what is there already. */
export const offeredMW = (spec: Fields): number =>
  stagedMW(spec, "firmMW") + stagedMW(spec, "nonFirmMW") + Number(spec["existingMW"] ?? 0);

/** Name of the chain that a grid connection of `megawatts` goes through at a place. */
export function gridChainName(placeId: string | undefined, megawatts: number): string {
  const small = catalog("connection").get("medium-voltage")!;
  const place = placeId === undefined ? undefined : catalog("places").get(placeId);
  return megawatts > 0 && megawatts <= numberIn(small, "maxMW")
    ? (place?.get("smallGridChain")?.text ?? "medium-voltage")
    : (place?.get("gridChain")?.text ?? "grid-connection");
}

/**
 * The chain a thing of `kind` goes through at a place: the stated one, the place's, or that of its kind. A
 * grid connection of few MW comes at medium voltage, by a chain of its own.
 */
export function catalogChain(...of: Parameters<typeof catalogChainName>): Chain | undefined {
  const name = catalogChainName(...of);
  return name === undefined ? undefined : findChain(name);
}

/** Name of that chain; undefined where there is none. */
export function catalogChainName(
  stated: string | undefined,
  kind: string,
  placeId: string | undefined,
  megawatts = Infinity,
): string | undefined {
  if (stated !== undefined) return stated;
  if (kind === "grid-connection") return gridChainName(placeId, megawatts);
  if (findChain(kind)) return kind;
  return (["accelerators", "cooling"] as const).find((table) => catalog(table).has(kind));
}

/** `chain` with the milestones that a scenario states in place of, or beside, the catalogue's. */
export function withMilestones(
  chain: Chain | undefined,
  stated: Readonly<Record<string, MilestoneSpec>> | undefined,
): Chain | undefined {
  if (!stated || Object.keys(stated).length === 0) return chain;
  const known = new Map((chain?.milestones ?? []).map((milestone) => [milestone.name, milestone]));
  for (const [name, spec] of Object.entries(stated)) {
    const before = known.get(name);
    // A middle alone is taken as certain; beside catalogue figures it keeps their spread.
    const middle = spec.p50Months ?? before?.duration.p50Months ?? 0;
    const scale = before && before.duration.p50Months > 0 ? middle / before.duration.p50Months : 1;
    known.set(name, {
      name,
      duration: {
        p10Months: spec.p10Months ?? (before ? before.duration.p10Months * scale : middle),
        p50Months: middle,
        p90Months: spec.p90Months ?? (before ? before.duration.p90Months * scale : middle),
      },
      exitFrac: spec.exitFrac ?? before?.exitFrac ?? 0,
      after: spec.after ?? before?.after ?? [],
    });
  }
  return { milestones: [...known.values()] };
}
