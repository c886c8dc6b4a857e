/** The rules at a place on a day: what applies under current law, what under drafts, why, by which source. */
import type { Confidence } from "../catalog/table.ts";
import type { Place } from "../climate/place.ts";
import { dayLabel } from "../units/day.ts";
import { factsOf } from "./facts.ts";
import type { Siting } from "./facts.ts";
import { jurisdictionsOf, listProvisions } from "./library.ts";
import { METRICS } from "./metric.ts";
import type { Provision } from "./provision.ts";
import { lawAt } from "./select.ts";
import type { Book, Finding } from "./select.ts";

/** What is asked of a place; days as in units/day.ts. */
export interface PlaceQuestion {
  /** Day the law is read on. */
  readonly at: number;
  /** Day the campus is commissioned; the same when left out. */
  readonly commissioned?: number | undefined;
  readonly siteMW?: number | undefined;
  readonly nonFirmMW?: number | undefined;
  readonly siting?: Siting;
}

/** A provision as plain data, with what is found of it. */
export interface RuleAtPlace {
  readonly id: string;
  readonly law: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly status: Provision["status"];
  readonly from: string;
  readonly to: string | null;
  readonly amends: string | null;
  readonly condition: string;
  readonly metric: string;
  readonly words: string;
  readonly window: Provision["window"];
  readonly operator: Provision["operator"];
  readonly limit: number | null;
  readonly unit: string;
  readonly effect: Provision["effect"];
  /** Whether it binds in the optimisation rather than being checked after. */
  readonly linear: boolean;
  readonly underCurrentLaw: Finding["applies"];
  readonly underDrafts: Finding["applies"];
  readonly why: string;
  readonly whyUnderDrafts: string;
  readonly missing: readonly string[];
  readonly dueFrom: string | null;
  readonly source: string;
  readonly checkedOn: string;
  readonly confidence: Confidence;
  readonly note: string;
}

/** Facts of a provision that do not depend on the site, as plain data. */
export function provisionWords(provision: Provision) {
  const { id, law, title, jurisdiction, status, metric, window, operator, unit, effect } =
    provision;
  return {
    id,
    law,
    title,
    jurisdiction,
    status,
    from: dayLabel(provision.from),
    to: provision.to === undefined ? null : dayLabel(provision.to),
    amends: provision.amends ?? null,
    condition: provision.conditionText,
    metric,
    words: METRICS[metric]!.words,
    window,
    operator,
    unit,
    effect,
    linear: METRICS[metric]!.rule !== undefined,
    source: provision.source,
    checkedOn: provision.checkedOn,
    confidence: provision.confidence,
    note: provision.note,
  };
}

/** Every rule of the place's jurisdictions, those that apply under current law first. */
export function rulesAtPlace(place: Place, question: PlaceQuestion): RuleAtPlace[] {
  const { at, siteMW, nonFirmMW, siting = {} } = question;
  const jurisdictions = [...jurisdictionsOf(place), ...(siting.jurisdictions ?? [])];
  const site = {
    jurisdictions,
    facts: factsOf(siting, { siteMW, nonFirmMW }, question.commissioned ?? at),
  };
  const provisions = listProvisions().filter(({ jurisdiction }) =>
    jurisdictions.includes(jurisdiction),
  );
  const under = (book: Book) =>
    lawAt(
      provisions,
      { book, draftsOf: [], assumed: [], add: [], waive: [], limits: {} },
      site,
      at,
    );
  const drafts = new Map(under("drafts").map((finding) => [finding.provision.id, finding]));
  return under("current").map((finding) => {
    const draft = drafts.get(finding.provision.id)!;
    const told = finding.applies === "no" ? draft : finding;
    return {
      ...provisionWords(finding.provision),
      limit: finding.limit ?? null,
      underCurrentLaw: finding.applies,
      underDrafts: draft.applies,
      why: finding.why,
      whyUnderDrafts: draft.why,
      missing: told.missing,
      dueFrom: finding.dueFrom === undefined ? null : dayLabel(finding.dueFrom),
    };
  });
}
