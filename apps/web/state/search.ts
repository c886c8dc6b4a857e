/** Everything the address says after the view's name: checked, so that a damaged link still opens something. */

export interface Search {
  /** Example planned. */
  readonly e?: string;
  /** A text of one's own, packed. */
  readonly y?: string;
  readonly set?: readonly string[];
  /** First letters of the hash of the scenario that was seen when the link was made. */
  readonly h?: string;
  /** Site looked at. */
  readonly site?: string;
  /** Plans kept for comparison: `example~setting~setting` each. */
  readonly keep?: readonly string[];
  /** The buyer of a comparison where it differs from the scenario's, and what is compared: `name=value` each. */
  readonly b?: readonly string[];
  /** Whose law is looked at: `place~day~MW`. */
  readonly law?: string;
  /** The sweep or ranking looked at: `sweep~id`. */
  readonly batch?: string;
  /** Figure being explained. */
  readonly x?: string;
}

const MOST_SETTINGS = 200;
const MOST_KEPT = 12;

const text = (value: unknown, most: number) =>
  typeof value === "string" && value !== "" && value.length <= most ? value : undefined;

const texts = (value: unknown, most: number, many: number) =>
  (Array.isArray(value) ? value : [value])
    .map((one) => text(one, most))
    .filter((one) => one !== undefined)
    .slice(0, many);

/** What of an address can be used; the rest is passed over. */
export function readSearch(raw: Record<string, unknown>): Search {
  const set = texts(raw["set"], 2000, MOST_SETTINGS).filter((setting) => setting.includes("="));
  const keep = texts(raw["keep"], 20_000, MOST_KEPT);
  const buyer = texts(raw["b"], 200, MOST_SETTINGS).filter((one) => one.includes("="));
  const found: Record<string, unknown> = {
    e: text(raw["e"], 80),
    y: text(raw["y"], 400_000),
    h: text(raw["h"], 64),
    site: text(raw["site"], 80),
    law: text(raw["law"], 120),
    batch: text(raw["batch"], 60),
    x: text(raw["x"], 200),
    set: set.length > 0 ? set : undefined,
    keep: keep.length > 0 ? keep : undefined,
    b: buyer.length > 0 ? buyer : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** Search parameters as an address has them; a list stands as several of one name. */
export function parseSearch(query: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(query)) {
    const before = found[key];
    found[key] =
      before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return found;
}

/** And back. */
export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) query.append(key, String(one));
  const written = query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  return written === "" ? "" : `?${written}`;
}
