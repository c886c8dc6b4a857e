/**
 * Efficiency as a resource: what a little more of it changes in a scenario.
 *
 *     PUE point       1/η falls by 0.01: a hundredth of IT power less in every hour
 *     MFU point       MFU rises by 0.01 of the dense peak in every workload
 *     precision       the next narrower number format that some accelerator has, MFU as before
 *     heat sale       heat may be sold to a network where the site sells none
 *     cooler kelvin   dry and wet bulb 1 K lower in every hour
 */
import { heatBlocks } from "../blocks/heat/index.ts";
import { PRECISIONS } from "../blocks/precision.ts";
import type { Precision } from "../blocks/precision.ts";
import { catalog } from "../catalog/catalog.ts";
import { numberIn } from "../catalog/table.ts";
import { mapEntries, newEntry, withFields, withSite } from "../scenario/change.ts";
import { amountWords, writtenIn } from "../units/money.ts";
import type { BlockEntry, Scenario, SiteScenario } from "../scenario/scenario.ts";

const POINT_FRAC = 0.01;
const KELVIN = 1;
/** Peak of a heat network beside a site, as a share of its IT power. */
const NETWORK_SHARE = 0.1;

/** A change that frees megawatts without building power. */
export interface Lever {
  readonly id: string;
  readonly title: string;
  /** Site it concerns; all of them when undefined. */
  readonly site: string | undefined;
  readonly scenario: Scenario;
  /** True when what it costs is part of the model. */
  readonly priced: boolean;
  /** Months until it is there; null where it is a matter of the place. */
  readonly months: number | null;
  readonly note: string;
  /** Asset that comes with it. */
  readonly asset?: string;
}

const monthsOf = (id: string) =>
  numberIn(catalog("campus").get(`efficiency-${id}`)!, "leadMonthsP50");

function puePoint(scenario: Scenario, site: SiteScenario): Lever[] {
  const losses = 1 / site.electricalEfficiencyFrac - 1;
  if (losses < POINT_FRAC) return [];
  return [
    {
      id: "pue-point",
      title: "One point of PUE",
      site: site.name,
      scenario: withSite(scenario, site.name, (of) => ({
        ...of,
        electricalEfficiencyFrac: 1 / (1 + losses - POINT_FRAC),
      })),
      priced: false,
      months: monthsOf("pue-point"),
      note: "PUE lower by 0.01 in every hour",
    },
  ];
}

function coolerKelvin(scenario: Scenario, site: SiteScenario): Lever[] {
  const cooler = (series: Float64Array) => series.map((value) => value - KELVIN);
  return [
    {
      id: "cooler-kelvin",
      title: "A climate 1 K cooler",
      site: site.name,
      scenario: withSite(scenario, site.name, (of) => ({
        ...of,
        climate: {
          ...of.climate,
          tempC: cooler(of.climate.tempC),
          wetBulbC: cooler(of.climate.wetBulbC),
        },
      })),
      priced: false,
      months: null,
      note: "dry and wet bulb 1 K lower in every hour: what a cooler place is worth",
    },
  ];
}

function heatSale(scenario: Scenario, site: SiteScenario, itMW: number): Lever[] {
  if (site.heat.length > 0) return [];
  const name = "heat-sale";
  const maxMW = Number((NETWORK_SHARE * itMW).toPrecision(3));
  const entry = newEntry(heatBlocks[name], `sites.${site.name}.heat.${name}`, { maxMW });
  return [
    {
      id: name,
      title: "Heat sale",
      site: site.name,
      scenario: withSite(scenario, site.name, (of) => ({ ...of, heat: [...of.heat, entry] })),
      priced: true,
      months: monthsOf(name),
      note: `a network of ${maxMW} MW beside the site, at the usual ${writtenIn(scenario.money, () => amountWords(Number(entry.spec["priceUSDPerMWhHeat"])))} per MWh of heat`,
      asset: `${site.name}.${name}`,
    },
  ];
}

/** The workload one point of MFU better; as it is when there is no room, or it has none. */
function betterMFU(entry: BlockEntry): BlockEntry {
  const { mfuFrac } = entry.spec;
  return typeof mfuFrac === "number" && mfuFrac <= 1 - POINT_FRAC
    ? withFields(entry, { mfuFrac: mfuFrac + POINT_FRAC })
    : entry;
}

function mfuPoint(scenario: Scenario): Lever[] {
  return [
    {
      id: "mfu-point",
      title: "One point of MFU",
      site: undefined,
      scenario: { ...scenario, workloads: scenario.workloads.map(betterMFU) },
      priced: false,
      months: monthsOf("mfu-point"),
      note: "0.01 more of the dense peak as useful work, in every workload",
    },
  ];
}

/** The next narrower format that some allowed accelerator computes faster in. */
function narrower({ spec }: BlockEntry, fleets: readonly BlockEntry[]): string | undefined {
  const now = PRECISIONS.indexOf(spec["precision"] as Precision);
  const peak = (fleet: BlockEntry, i: number) => Number(fleet.spec[`${PRECISIONS[i]}TFLOPS`] ?? 0);
  return PRECISIONS.find(
    (_, i) => i > now && fleets.some((fleet) => peak(fleet, i) > peak(fleet, now)),
  );
}

function precision(scenario: Scenario): Lever[] {
  const fleets = scenario.sites.flatMap((site) => site.fleets);
  const changes = scenario.workloads.flatMap((entry) => {
    const to = narrower(entry, fleets);
    return to === undefined ? [] : [{ entry, to }];
  });
  if (changes.length === 0) return [];
  const words = changes.map(
    ({ entry, to }) => `${entry.name} in ${to} instead of ${String(entry.spec["precision"])}`,
  );
  return [
    {
      id: "precision",
      title: "A better precision",
      site: undefined,
      scenario: mapEntries(scenario, (entry) => {
        const change = changes.find((one) => one.entry.path === entry.path);
        return change ? withFields(entry, { precision: change.to }) : entry;
      }),
      priced: false,
      months: monthsOf("precision"),
      note: `${words.join(", ")}, if MFU holds: published FP8 training runs hold about 20 % of the FP8 peak, against 40 % of BF16, which would free nothing`,
    },
  ];
}

/** Every lever of a scenario at sites that compute; `itMW` is the IT power of each in the plan. */
export function leversOf(scenario: Scenario, itMW: ReadonlyMap<string, number>): Lever[] {
  return [
    ...scenario.sites
      .filter(({ name }) => itMW.has(name))
      .flatMap((site) => [
        ...puePoint(scenario, site),
        ...heatSale(scenario, site, itMW.get(site.name) ?? 0),
        ...coolerKelvin(scenario, site),
      ]),
    ...mfuPoint(scenario),
    ...precision(scenario),
  ];
}
