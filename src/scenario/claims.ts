/** The `claims:` table: how clean power is counted in the claims beside a plan. It moves no megawatt. */
import { z } from "zod";
import { catalog } from "../catalog/catalog.ts";
import { listPlaces } from "../climate/place.ts";
import { month, readMonth } from "../blocks/dates.ts";
import { choice, flag, number, optional, required } from "../blocks/fields.ts";
import { toUSD } from "./currency.ts";
import { nearest, shown } from "./issue.ts";
import type { UnplacedIssue } from "./issue.ts";
import { technologiesOf } from "./scenario.ts";
import type { Money, SiteScenario } from "./scenario.ts";
import { validate } from "./validate.ts";

const BOUNDARIES = ["zone", "country", "synchronous-area"] as const;

/** How far a plant may lie from the load: its price zone, its country, or what runs on one frequency. */
export type Boundary = (typeof BOUNDARIES)[number];

const rules = (boundary: Boundary, gridCleanCounts: boolean) =>
  z.strictObject({
    boundary: choice("How far away a plant may be", BOUNDARIES, boundary),
    newPlantMonths: optional(
      "Most months from the plant's first operation to the campus's; no limit when left out",
    ),
    gridCleanCounts: flag("Count the clean part of the grid's own mix", gridCleanCounts),
  });

const location = {
  place: z.string().optional().meta({ description: "Place of the catalogue it lies at" }),
  zone: z.string().optional().meta({ description: "Price zone it lies in, such as SE3" }),
  country: z.string().optional().meta({ description: "Country it lies in, such as SE" }),
  synchronousArea: z.string().optional().meta({ description: "Synchronous area it lies in" }),
  operatingSince: month("First month of operation").optional(),
};

export const claimsSchema = z.strictObject({
  hourly: rules("zone", true)
    .prefault({})
    .meta({ description: "Hour by hour, as in the draft revision of GHG Protocol Scope 2" }),
  annual: rules("country", false)
    .prefault({})
    .meta({ description: "Over the year, market-based, as in Scope 2 since 2015" }),
  soldEnergyKeepsAttributes: flag(
    "Energy sold on or exported stays in the annual claim: its certificates are kept",
    false,
  ),
  plants: z
    .record(z.string(), z.strictObject(location))
    .default({})
    .meta({ description: "Where the plants behind supply lie and since when they run, by name" }),
  certificates: z
    .record(
      z.string(),
      z.strictObject({
        ...location,
        MWhPerYear: required("Energy certified a year"),
        priceUSDPerMWh: number("Price of a certificate", 0),
      }),
    )
    .default({})
    .meta({
      description: "Certificates bought apart from energy; only the annual claim sees them",
    }),
});

/** Where something lies, as far as it is known. */
export interface Location {
  readonly zone: string | undefined;
  readonly country: string | undefined;
  readonly synchronousArea: string | undefined;
}

/** A plant or certificate: where it lies (undefined: with the site) and the month it first ran. */
export interface Origin {
  readonly location: Location | undefined;
  readonly operatingSince: number | undefined;
}

export interface ClaimRules {
  readonly boundary: Boundary;
  readonly newPlantMonths: number | undefined;
  readonly gridCleanCounts: boolean;
}

export interface Certificates extends Origin {
  readonly name: string;
  readonly MWhPerYear: number;
  readonly priceUSDPerMWh: number;
}

export interface ClaimsScenario {
  readonly hourly: ClaimRules;
  readonly annual: ClaimRules;
  readonly soldEnergyKeepsAttributes: boolean;
  /** By the plant's name within its site. */
  readonly plants: Readonly<Record<string, Origin>>;
  readonly certificates: readonly Certificates[];
}

function areaOf(zone: string | undefined, country: string | undefined): string | undefined {
  const areas = catalog("synchronous-areas");
  const known = (id: string) => areas.get(`zone.${id}`)?.get("synchronousArea")?.text;
  if (zone !== undefined && known(zone) !== undefined) return known(zone);
  const ofCountry = new Set(
    listPlaces()
      .filter((place) => place.country === country)
      .map(({ priceZone }) => known(priceZone)),
  );
  // A country on several grids, such as the United States or Denmark, does not say which.
  return ofCountry.size === 1 && country !== "DK" ? [...ofCountry][0] : undefined;
}

/** Zone, country and synchronous area of a place of the catalogue. */
export function locationOfPlace(id: string): Location {
  const place = listPlaces().find((one) => one.id === id);
  return {
    zone: place?.priceZone,
    country: place?.country,
    synchronousArea: areaOf(place?.priceZone, place?.country),
  };
}

type StatedOrigin = z.output<z.ZodObject<typeof location>>;

/** What is stated, and what follows from it. */
function originOf(stated: StatedOrigin, path: readonly string[], issues: UnplacedIssue[]): Origin {
  const ids = listPlaces().map(({ id }) => id);
  if (stated.place !== undefined && !ids.includes(stated.place)) {
    const meant = nearest(stated.place, ids);
    issues.push({
      code: "unknown-word",
      path: [...path, "place"],
      message: `Unknown place ${shown(stated.place)}`,
      hint: meant
        ? `Did you mean ${meant}? Or state zone, country or synchronousArea.`
        : "firmwatt places lists them; or state zone, country or synchronousArea.",
    });
  }
  const words = ["zone", "country", "synchronousArea"] as const;
  if (stated.place !== undefined && words.some((word) => stated[word] !== undefined))
    issues.push({
      code: "contradiction",
      path: [...path, "place"],
      message: "A place says its zone, country and synchronous area already",
      hint: "State place, or the others.",
      atKey: true,
    });
  const zonePlace = listPlaces().find(({ priceZone }) => priceZone === stated.zone);
  const country = stated.country ?? zonePlace?.country;
  const located = words.some((word) => stated[word] !== undefined);
  return {
    location:
      stated.place !== undefined
        ? locationOfPlace(stated.place)
        : located
          ? {
              zone: stated.zone,
              country,
              synchronousArea: stated.synchronousArea ?? areaOf(stated.zone, country),
            }
          : undefined,
    operatingSince: readMonth(stated.operatingSince),
  };
}

function checkPlants(
  names: readonly string[],
  sites: readonly SiteScenario[],
  issues: UnplacedIssue[],
): void {
  const known = [...new Set(sites.flatMap((site) => technologiesOf(site).map(({ name }) => name)))];
  for (const name of names.filter((one) => !known.includes(one))) {
    const meant = nearest(name, known);
    issues.push({
      code: "unknown-key",
      path: ["claims", "plants", name],
      message: `No site has ${shown(name)}`,
      hint: meant ? `Did you mean ${meant}?` : `There are ${known.join(", ")}.`,
      atKey: true,
    });
  }
}

/** The claims of a scenario; defaults when nothing is stated. Faults go to `issues`. */
export function readClaims(
  value: Readonly<Record<string, unknown>> | null | undefined,
  money: Money,
  sites: readonly SiteScenario[],
  issues: UnplacedIssue[],
): ClaimsScenario {
  const checked = validate(claimsSchema, toUSD(value ?? {}, money.currency, money.usdPerUnit), [
    "claims",
  ]);
  if (!checked.ok) issues.push(...checked.issues);
  const { hourly, annual, soldEnergyKeepsAttributes, plants, certificates } = checked.ok
    ? checked.value
    : claimsSchema.parse({});
  const broken = issues.length > 0;
  if (!broken) checkPlants(Object.keys(plants), sites, issues);
  return {
    hourly: { ...hourly, newPlantMonths: hourly.newPlantMonths },
    annual: { ...annual, newPlantMonths: annual.newPlantMonths },
    soldEnergyKeepsAttributes,
    plants: Object.fromEntries(
      Object.entries(plants).map(([name, stated]) => [
        name,
        originOf(stated, ["claims", "plants", name], issues),
      ]),
    ),
    certificates: Object.entries(certificates).map(([name, stated]) => {
      const path = ["claims", "certificates", name];
      const origin = originOf(stated, path, issues);
      if (origin.location === undefined)
        issues.push({
          code: "missing",
          path,
          message: "Certificates come from somewhere",
          hint: "State place, zone, country or synchronousArea.",
          atKey: true,
        });
      const { MWhPerYear, priceUSDPerMWh } = stated;
      return { name, MWhPerYear, priceUSDPerMWh, ...origin };
    }),
  };
}
