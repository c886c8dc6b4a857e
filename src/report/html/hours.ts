/** The modelled hours of all sites added up: totals, and one flow per technology and role. */
import { MONTHS } from "../../units/month.ts";
import { titleAmong } from "../holders.ts";
import type { HourlyReport, Package } from "../package.ts";
import { capital, words } from "../words.ts";

export interface Flow {
  /** Block name within its site: `onshore-wind`. */
  readonly key: string;
  readonly title: string;
  readonly role: string;
  readonly values: Float64Array;
}

/** Column of a flow in the hours of a site. */
export const columnOf = ({ key, role }: Flow): string => `${key}.${role}MW`;

export interface CampusHours {
  /** The site they are of; empty for all together. */
  readonly site: string;
  readonly year: number;
  readonly stepOfYear: Int32Array;
  readonly weightHours: Float64Array;
  readonly itMW: Float64Array;
  readonly facilityMW: Float64Array;
  /** Load matched by clean power under the hourly claim's rules. */
  readonly matchedMW: Float64Array;
  /** What one more MWh is worth, sites weighted by load. */
  readonly marginalValue: Float64Array;
  readonly flows: readonly Flow[];
  /** Days modelled, as [first step, one past the last]. */
  readonly days: readonly Day[];
}

export interface Day {
  readonly from: number;
  readonly to: number;
  /** 0 on 1 January. */
  readonly dayOfYear: number;
  /** Follows no modelled day. */
  readonly breaks: boolean;
}

/** Roles that put power onto the busbar. */
export const SUPPLY_ROLES: readonly string[] = ["grid", "generation", "storage", "colocation"];

/** Roles of columns that are no power of a technology: sums, prices, and what is settled. */
const NO_FLOWS: ReadonlySet<string> = new Set(["total", "price", "account"]);

const finite = (value: number | undefined) =>
  value !== undefined && Number.isFinite(value) ? value : 0;

function addInto(sum: Float64Array, values: Float64Array, factor?: Float64Array): void {
  for (let t = 0; t < sum.length; t++)
    sum[t]! += finite(values[t]) * (factor ? finite(factor[t]) : 1);
}

function daysOf(stepOfYear: Int32Array): Day[] {
  const days: Day[] = [];
  for (let t = 0; t < stepOfYear.length; t++) {
    const dayOfYear = Math.floor(stepOfYear[t]! / 24);
    const last = days.at(-1);
    if (last && last.dayOfYear === dayOfYear) days[days.length - 1] = { ...last, to: t + 1 };
    else
      days.push({
        from: t,
        to: t + 1,
        dayOfYear,
        breaks: !last || dayOfYear !== last.dayOfYear + 1,
      });
  }
  return days;
}

/** Adds sites up; sites model the same hours, a site that does not is left out. */
export function campusHours(pack: Package, hourly: readonly HourlyReport[]): CampusHours {
  const stepOfYear = hourly[0]?.stepOfYear ?? new Int32Array(0);
  const steps = stepOfYear.length;
  const itMW = new Float64Array(steps);
  const facilityMW = new Float64Array(steps);
  const matchedMW = new Float64Array(steps);
  const worth = new Float64Array(steps);
  const flows = new Map<string, Flow>();
  // Where a site has several of one title, their own names are short enough to stand beside a picture.
  const titles = new Map(
    pack.sites.flatMap(({ assets }) =>
      assets.map((asset) => {
        const { name, site, title } = asset;
        const alone = titleAmong(asset, assets) === title;
        return [name, alone ? title : capital(words(name.slice(site.length + 1)))] as const;
      }),
    ),
  );
  // What draws power of its own and gives some has standby sets.
  const drawing = new Set(
    hourly.flatMap(({ columns }) =>
      columns
        .filter(({ role }) => role === "house")
        .map(({ name }) => name.replace(/\.[^.]*$/, "")),
    ),
  );
  const titleOf = (title: string, key: string, role: string) =>
    role === "generation" && drawing.has(key) ? "Standby sets" : title;
  for (const report of hourly.filter((one) => one.stepOfYear.length === steps)) {
    const load =
      report.columns.find(({ name }) => name === "facilityMW")?.values ?? new Float64Array(steps);
    for (const { name, role, values } of report.columns) {
      if (name === "itMW") addInto(itMW, values);
      else if (name === "facilityMW") addInto(facilityMW, values);
      else if (name === "matchedMW") addInto(matchedMW, values);
      else if (name === "marginalValue") addInto(worth, values, load);
      else if (!NO_FLOWS.has(role)) {
        const key = name.replace(/\.[^.]*$/, "");
        const id = `${key}|${role}`;
        const flow = flows.get(id) ?? {
          key,
          role,
          title: titleOf(titles.get(`${report.site}.${key}`) ?? key, key, role),
          values: new Float64Array(steps),
        };
        addInto(flow.values, values);
        flows.set(id, flow);
      }
    }
  }
  return {
    site: hourly.length === 1 && pack.sites.length > 1 ? hourly[0]!.site : "",
    year: pack.year,
    stepOfYear,
    weightHours: hourly[0]?.weightHours ?? new Float64Array(0),
    itMW,
    facilityMW,
    matchedMW,
    marginalValue: worth.map((value, t) => (facilityMW[t]! > 0 ? value / facilityMW[t]! : 0)),
    flows: [...flows.values()],
    days: daysOf(stepOfYear),
  };
}

/** MW imported through all connections. */
export function importMW({ stepOfYear, flows }: CampusHours): Float64Array {
  const sum = new Float64Array(stepOfYear.length);
  for (const { role, values } of flows)
    if (role === "grid") values.forEach((value, t) => (sum[t]! += Math.max(0, value)));
  return sum;
}

/** Score of every modelled hour; 0 where storing power that is not clean makes it negative. */
export function scores(hours: CampusHours): Float64Array {
  return hours.matchedMW.map((matched, t) => {
    const load = hours.facilityMW[t]!;
    return load > 1e-9 ? Math.min(1, Math.max(0, matched / load)) : 0;
  });
}

/** Σ weight × values, over a year. */
export function yearly(hours: CampusHours, values: Float64Array): number {
  return values.reduce((sum, value, t) => sum + value * finite(hours.weightHours[t]), 0);
}

/** Power onto the busbar by technology, largest first; storage only while it gives. Solver dust is left out. */
export function supplies(hours: CampusHours): Flow[] {
  const positive = hours.flows
    .filter(({ role }) => SUPPLY_ROLES.includes(role))
    .map((flow) => ({ ...flow, values: flow.values.map((value) => Math.max(0, value)) }))
    .map((flow) => ({ flow, sum: yearly(hours, flow.values) }));
  const total = positive.reduce((sum, one) => sum + one.sum, 0);
  return positive
    .filter(({ sum }) => sum > 1e-4 * total)
    .sort((a, b) => b.sum - a.sum)
    .map(({ flow }) => flow);
}

export function dayWords(year: number, dayOfYear: number): string {
  const date = new Date(Date.UTC(year, 0, 1 + dayOfYear));
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

export function hourWords(year: number, stepOfYear: number): string {
  return `${dayWords(year, Math.floor(stepOfYear / 24))}, ${String(stepOfYear % 24).padStart(2, "0")}:00`;
}

export interface Placed {
  readonly x: number;
  readonly width: number;
}

/** Places days from left to right, a gap before every day that follows no modelled day. */
export function placeDays(days: readonly Day[], left: number, width: number): Placed[] {
  const gaps = days.filter(({ breaks }) => breaks).length - 1;
  const gap = gaps > 0 ? Math.min(10, (width * 0.15) / gaps) : 0;
  const each = days.length > 0 ? (width - gap * Math.max(0, gaps)) / days.length : 0;
  let x = left;
  return days.map(({ breaks }, i) => {
    if (breaks && i > 0) x += gap;
    const placed = { x, width: each };
    x += each;
    return placed;
  });
}

/** Marks under a row of days: months for a whole year, else the first day of each modelled stretch. */
export function dayMarks(
  hours: CampusHours,
  placed: readonly Placed[],
): { x: number; text: string }[] {
  const marks: { x: number; text: string }[] = [];
  const stretches = hours.days.filter(({ breaks }) => breaks).length;
  hours.days.forEach((day, i) => {
    const words = dayWords(hours.year, day.dayOfYear);
    const wanted = stretches > 1 ? day.breaks : words.startsWith("1 ");
    const text = stretches > 1 ? words : words.slice(2);
    const x = placed[i]!.x;
    if (wanted && x - (marks.at(-1)?.x ?? -1e9) > (stretches > 1 ? 44 : 26))
      marks.push({ x, text });
  });
  return marks;
}
