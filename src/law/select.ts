/**
 * Which rules apply at a site, and why: by jurisdiction, by status, by the day the law is read on, and by the
 * conditions of each rule. Pure: places and facts in, findings out.
 */
import { dayLabel, monthsLater } from "../units/day.ts";
import { answer } from "./condition.ts";
import type { Facts } from "./facts.ts";
import type { Provision, Status } from "./provision.ts";

/** Which rules are looked at: what is law, or also what may become law. */
export type Book = "current" | "drafts" | "none";

/** A choice of law. */
export interface LawChoice {
  readonly book: Book;
  /** Laws whose drafts are taken as law beside the current ones; for comparing one draft at a time. */
  readonly draftsOf: readonly string[];
  /** What-ifs of the scenario's own, taken as law in their jurisdiction. */
  readonly assumed: readonly string[];
  /** Provisions or laws taken as law wherever the site lies and whatever their status. */
  readonly add: readonly string[];
  /** Provisions or laws left out. */
  readonly waive: readonly string[];
  /** Thresholds in place of the table's, by provision. */
  readonly limits: Readonly<Record<string, number>>;
}

/** What is known of one provision at one site. */
export interface Finding {
  readonly provision: Provision;
  /** `open`: it cannot be told without the facts that are missing. */
  readonly applies: "yes" | "no" | "open";
  readonly why: string;
  /** Facts that would settle it, or its threshold. */
  readonly missing: readonly string[];
  /** Threshold; undefined where it is to be stated. */
  readonly limit: number | undefined;
  /** Day it must be met by where it leaves time after commissioning. */
  readonly dueFrom: number | undefined;
}

const LAW: ReadonlySet<Status> = new Set(["in force", "adopted"]);
const DRAFTS: ReadonlySet<Status> = new Set(["draft", "announced"]);

const named = ({ id, law }: Provision, list: readonly string[]) =>
  list.includes(id) || list.includes(law);

/** Whether the choice looks at a provision at all; else the reason. */
function leftOut(provision: Provision, choice: LawChoice): string | undefined {
  if (named(provision, choice.waive)) return "waived";
  if (named(provision, choice.add)) return undefined;
  if (choice.book === "none") return "no law is looked at";
  if (LAW.has(provision.status) || choice.assumed.includes(provision.id)) return undefined;
  if (
    DRAFTS.has(provision.status) &&
    (choice.book === "drafts" || named(provision, choice.draftsOf))
  )
    return undefined;
  return provision.status === "lapsed" ? "lapsed" : `${provision.status}, not law`;
}

const inForce = ({ from, to }: Provision, at: number) =>
  at >= from && (to === undefined || at < to);

function limitOf(
  { id, value }: Provision,
  { limits }: LawChoice,
  facts: Facts,
): { limit: number | undefined; missing: readonly string[] } {
  if (Object.hasOwn(limits, id)) return { limit: limits[id]!, missing: [] };
  if (typeof value === "number") return { limit: value, missing: [] };
  if (value === undefined) return { limit: undefined, missing: [`law.limits.${id}`] };
  const fact = facts[value.fact];
  return typeof fact === "number"
    ? { limit: fact, missing: [] }
    : { limit: undefined, missing: [value.fact] };
}

function findingOf(
  provision: Provision,
  provisions: readonly Provision[],
  choice: LawChoice,
  site: { readonly jurisdictions: readonly string[]; readonly facts: Facts },
  at: number,
): Finding {
  const { limit, missing } = limitOf(provision, choice, site.facts);
  const finding = (
    applies: Finding["applies"],
    why: string,
    asked: readonly string[] = [],
  ): Finding => ({
    provision,
    applies,
    why,
    missing: asked,
    limit,
    dueFrom:
      provision.graceMonths > 0
        ? monthsLater(Number(site.facts["commissioned"]), provision.graceMonths)
        : undefined,
  });
  const added = named(provision, choice.add);
  const out = leftOut(provision, choice);
  if (out !== undefined) return finding("no", out);
  if (!added && !site.jurisdictions.includes(provision.jurisdiction))
    return finding(
      "no",
      `holds in ${provision.jurisdiction}, the site lies in ${site.jurisdictions.filter((name) => name !== "world").join(", ")}`,
    );
  if (at < provision.from)
    return finding("no", `from ${dayLabel(provision.from)}, after ${dayLabel(at)}`);
  if (!inForce(provision, at))
    return finding("no", `ended ${dayLabel(provision.to!)}, before ${dayLabel(at)}`);
  const successor = provisions.find(
    (other) =>
      other.amends === provision.id &&
      leftOut(other, choice) === undefined &&
      (named(other, choice.add) || site.jurisdictions.includes(other.jurisdiction)) &&
      inForce(other, at),
  );
  if (successor) return finding("no", `replaced by ${successor.id}`);
  const due = finding("no", "").dueFrom;
  const said = answer(provision.condition, site.facts);
  // Who adds a rule by name means it to hold, as a template or for a size to come.
  if (said.applies === "no" && !added) return finding("no", said.why);
  const reasons = [
    added
      ? "added by the scenario"
      : `${provision.jurisdiction}, ${provision.status} from ${dayLabel(provision.from)}`,
    said.applies === "no" ? `although ${said.why}` : said.why,
    due !== undefined && at < due ? `to be met by ${dayLabel(due)}` : "",
  ].filter(Boolean);
  const asked = [...(added ? [] : said.missing), ...missing];
  return finding(asked.length > 0 ? "open" : "yes", reasons.join("; "), asked);
}

/** Findings on every provision, those that apply first in the order of the table. */
export function lawAt(
  provisions: readonly Provision[],
  choice: LawChoice,
  site: { readonly jurisdictions: readonly string[]; readonly facts: Facts },
  at: number,
): Finding[] {
  const order = { yes: 0, open: 1, no: 2 };
  return provisions
    .map((provision) => findingOf(provision, provisions, choice, site, at))
    .sort((a, b) => order[a.applies] - order[b.applies]);
}
