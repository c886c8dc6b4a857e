/** Assumptions that are the same at several sites, once: `sites.*.x` at every site, `sites.{a,b}.x` at some. */
import type { AssumptionReport } from "./package.ts";

const SITES = "sites.";

/** The path without its site, and the site; no site where it is none of a site. */
function parted(path: string): { site: string | undefined; rest: string } {
  if (!path.startsWith(SITES)) return { site: undefined, rest: path };
  const dot = path.indexOf(".", SITES.length);
  return { site: path.slice(SITES.length, dot), rest: path.slice(dot + 1) };
}

/** Assumptions in the order in which each is first met; `siteCount` is how many sites the plan has. */
export function onceForSites(
  provenance: readonly AssumptionReport[],
  siteCount: number,
): AssumptionReport[] {
  const groups = new Map<string, { first: AssumptionReport; rest: string; sites: string[] }>();
  for (const one of provenance) {
    const { site, rest } = parted(one.path);
    const key = JSON.stringify([
      site === undefined,
      rest,
      one.value,
      one.source,
      one.year,
      one.confidence,
    ]);
    const group = groups.get(key);
    if (group && site !== undefined) group.sites.push(site);
    if (!group) groups.set(key, { first: one, rest, sites: site === undefined ? [] : [site] });
  }
  return [...groups.values()].map(({ first, rest, sites }) =>
    sites.length < 2
      ? first
      : {
          ...first,
          path: `${SITES}${sites.length === siteCount ? "*" : `{${sites.join(",")}}`}.${rest}`,
        },
  );
}
