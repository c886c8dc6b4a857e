/**
 * Which sites may serve which workload, and how well: data residency, delay to users, a run split over sites.
 *
 *     serves   its country is among the workload's, and its delay is no longer than the workload bears
 *     split    a site that is not the home of a training run yields (1 − splitPenaltyFrac) of its compute to it
 *
 * Compute rented or bought elsewhere has no place and serves any workload.
 */
import { PRECISIONS } from "../blocks/precision.ts";
import { catalog } from "../catalog/catalog.ts";
import type { UnplacedIssue } from "./issue.ts";
import { nearest, shown } from "./issue.ts";
import type { BlockEntry, SiteScenario } from "./scenario.ts";

/** Country of a site's place, as in the catalogue. */
export function countryOf({ placeId }: Pick<SiteScenario, "placeId">): string {
  return catalog("places").get(placeId)?.get("country")?.text ?? "";
}

/** Share of a site's compute that counts for a workload; 0 where it may not serve it. */
export function servedFrac(
  { spec }: BlockEntry,
  site: Pick<SiteScenario, "name" | "placeId" | "latencyMs">,
): number {
  const countries = spec["countries"] as readonly string[] | undefined;
  if (countries && !countries.includes(countryOf(site))) return 0;
  const most = spec["maxLatencyMs"] as number | undefined;
  if (most !== undefined && (site.latencyMs ?? Infinity) > most) return 0;
  const home = spec["homeSite"] as string | undefined;
  return home === undefined || home === site.name ? 1 : 1 - Number(spec["splitPenaltyFrac"] ?? 0);
}

function checkHome({ spec, path }: BlockEntry, sites: readonly SiteScenario[]): UnplacedIssue[] {
  const home = spec["homeSite"] as string | undefined;
  const names = sites.map(({ name }) => name);
  if (home === undefined)
    return Number(spec["splitPenaltyFrac"] ?? 0) > 0
      ? [
          {
            code: "missing",
            path: [...path.split("."), "splitPenaltyFrac"],
            message: "A penalty for splitting needs the site that is the home of the run",
            hint: `State homeSite: ${names.join(" or ")}.`,
            atKey: true,
          },
        ]
      : [];
  if (names.includes(home)) return [];
  const meant = nearest(home, names);
  return [
    {
      code: "unknown-word",
      path: [...path.split("."), "homeSite"],
      message: `No site is called ${shown(home)}`,
      hint: meant ? `Did you mean ${meant}?` : `There are ${names.join(", ")}.`,
    },
  ];
}

/** A precision that no accelerator of the scenario does: whatever was asked for could not be computed. */
function checkPrecision(
  { spec, path, name, given }: BlockEntry,
  sites: readonly SiteScenario[],
): UnplacedIssue[] {
  const asked = String(spec["precision"]);
  const fleets = new Map(
    sites.flatMap((site) => site.fleets).map((fleet) => [fleet.path, fleet] as const),
  );
  const does = (fleet: BlockEntry, precision: string) =>
    fleet.spec[`${precision}TFLOPS`] !== undefined;
  const all = [...fleets.values()];
  if (all.length === 0 || all.some((fleet) => does(fleet, asked))) return [];
  const others = PRECISIONS.filter((precision) => all.some((fleet) => does(fleet, precision)));
  const names = all.map((fleet) => fleet.name).join(", ");
  return [
    {
      code: "contradiction",
      path: [...path.split("."), ...(given.has("precision") ? ["precision"] : [])],
      message: `${name} is computed in ${asked}, and no peak in ${asked} is published of ${names}`,
      beside: all[0]!.path.split("."),
      hint: `Write precision: ${others.join(" or ")}, or name an accelerator that does ${asked}.`,
      atKey: !given.has("precision"),
    },
  ];
}

/** Everything wrong with where workloads may be served. */
export function checkPlacement(
  workloads: readonly BlockEntry[],
  sites: readonly SiteScenario[],
  hasElsewhere: boolean,
): UnplacedIssue[] {
  return workloads.flatMap((entry): UnplacedIssue[] => {
    const { spec, path, name } = entry;
    const at = path.split(".");
    const issues = [
      ...checkHome(entry, sites),
      ...(hasElsewhere ? [] : checkPrecision(entry, sites)),
    ];
    const silent = sites.find(({ latencyMs }) => latencyMs === undefined);
    if (spec["maxLatencyMs"] !== undefined && silent)
      issues.push({
        code: "missing",
        path: [...at, "maxLatencyMs"],
        message: `maxLatencyMs needs the delay of every site, and ${silent.name} states none`,
        beside: ["sites", silent.name],
        hint: `State sites.${silent.name}.latencyMs.`,
        atKey: true,
      });
    else if (
      !hasElsewhere &&
      sites.length > 0 &&
      sites.every((site) => servedFrac(entry, site) === 0)
    )
      issues.push({
        code: "contradiction",
        path: at,
        message: `No site may serve ${name}: ${sites.map((site) => `${site.name} is in ${countryOf(site)}${site.latencyMs === undefined ? "" : `, ${site.latencyMs} ms away`}`).join("; ")}`,
        hint: "Widen countries or maxLatencyMs, or add a site.",
        atKey: true,
      });
    return issues;
  });
}
