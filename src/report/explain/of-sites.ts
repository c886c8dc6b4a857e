/** Key figures of a site: `lulea.pueAnnual`. */
import { threeFigures } from "../bottlenecks.ts";
import type { Package, SiteReport } from "../package.ts";
import { endingWith } from "./family.ts";
import type { Family } from "./family.ts";
import { energy, highestHour } from "./figure-inputs.ts";

interface SiteFigure {
  readonly title: string;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: (pack: Package, site: SiteReport) => readonly string[];
}

const siteEnergy = (pack: Package, site: SiteReport) => energy({ ...pack, sites: [site] });
const sitePeaks = (_: Package, site: SiteReport) => [
  `IT peak ${threeFigures(site.itPeakMW)} MW, facility peak ${threeFigures(site.facilityPeakMW)} MW`,
];

const SITE_FIGURES = {
  itPeakMW: {
    title: "IT at its highest",
    unit: "MW",
    formula: "highest IT power of all modelled hours",
    inputs: sitePeaks,
  },
  facilityPeakMW: {
    title: "At the busbar, highest",
    unit: "MW",
    formula: "highest of IT, cooling, losses and house load together",
    inputs: sitePeaks,
  },
  facilityMWh: {
    title: "Energy used a year",
    unit: "MWh",
    formula: "Σ over all hours of the power drawn at the busbar",
    inputs: (_, { assets }) =>
      assets
        .filter(({ energyMWh }) => energyMWh <= -0.5)
        .map(({ title, energyMWh }) => `${title}: ${threeFigures(-energyMWh)} MWh a year`),
  },
  pueAnnual: {
    title: "PUE over the year",
    unit: "",
    formula: "facility energy / IT energy over the year",
    inputs: siteEnergy,
  },
  puePeak: {
    title: "PUE in the highest hour",
    unit: "",
    formula: "facility power / IT power in the hour of highest draw",
    inputs: (_, site) => highestHour(site),
  },
  importMWh: {
    title: "Energy imported a year",
    unit: "MWh",
    formula: "Σ over all hours of what all connections import",
    inputs: (_, { facilityMWh, importMWh }) => [
      `${threeFigures(facilityMWh)} MWh used a year, ${threeFigures(importMWh)} MWh imported`,
    ],
  },
} satisfies Partial<Record<keyof SiteReport, SiteFigure>>;

/** Fields that a site's power and energy follow from. */
const FIELDS = [
  "firmMW",
  "nonFirmMW",
  "stages",
  "electricalEfficiencyFrac",
  "fansPumpsFrac",
  "houseLoadFrac",
  "chillerCOPReference",
  "approachK",
];

export const siteFigures: Family = {
  words: "key figures of a site",
  form: Object.keys(SITE_FIGURES)
    .map((figure) => `<site>.${figure}`)
    .join(", "),
  *figures(pack) {
    for (const site of pack.sites)
      for (const [figure, kind] of Object.entries<SiteFigure>(SITE_FIGURES))
        yield [
          `${site.name}.${figure}`,
          () => ({
            title: `${kind.title}, ${site.name}`,
            value: site[figure as keyof typeof SITE_FIGURES],
            unit: kind.unit,
            formula: kind.formula,
            inputs: kind.inputs(pack, site),
            behind: endingWith(pack, FIELDS, `sites.${site.name}.`),
          }),
        ];
  },
};
