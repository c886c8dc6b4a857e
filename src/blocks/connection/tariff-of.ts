/** The tariff of a connection: that of its `tariff:`, else one of the charges its fields state. */
import type { Conditions } from "../block.ts";
import { partsOf, tariffFigure } from "./tariff-fields.ts";
import type { TariffSpec } from "./tariff-fields.ts";
import type { Part } from "./tariff.ts";

/** An energy tax between months such as 2026-07. */
export interface TaxStep {
  readonly usdPerMWh: number;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** Charges of a connection as single fields. */
export interface PlainCharges {
  readonly contractedUSDPerMWYear: number;
  readonly demandUSDPerMWMonth: number;
  readonly ratchetFrac: number;
  readonly minimumTakeFrac: number;
  readonly networkUSDPerMWh: number;
  readonly taxUSDPerMWh: number;
  /** In place of the tax, where the law changes it within the plan. */
  readonly taxSteps?: readonly TaxStep[] | undefined;
  readonly collateralUSDPerMW: number;
  readonly tariff?: TariffSpec | undefined;
}

/** Every part a connection is billed by; interest on security is one of them. */
export function tariffOf(spec: PlainCharges, { waccFrac }: Pick<Conditions, "waccFrac">): Part[] {
  const { tariff } = spec;
  const collateral = tariff
    ? (tariffFigure(tariff, "collateralUSDPerMW") ?? 0)
    : spec.collateralUSDPerMW;
  const plain: Part[] = tariff
    ? partsOf(tariff)
    : [
        { name: "contracted", charge: "contracted", usdPerMWYear: spec.contractedUSDPerMWYear },
        {
          name: "demand",
          charge: "demand",
          usdPerMWMonth: spec.demandUSDPerMWMonth,
          ratchetFrac: spec.ratchetFrac,
          minimumTakeFrac: spec.minimumTakeFrac,
        },
        { name: "network", charge: "network", usdPerMWh: spec.networkUSDPerMWh },
        ...(spec.taxSteps ?? [{ usdPerMWh: spec.taxUSDPerMWh }]).map((step, i): Part => ({
          name: i === 0 ? "tax" : `tax-${i + 1}`,
          charge: "tax",
          ...step,
        })),
      ];
  const security: Part = {
    name: "security",
    charge: "contracted",
    usdPerMWYear: collateral * waccFrac,
  };
  return [...plain, security].filter(
    ({ usdPerMWh, usdPerMWMonth, usdPerMWMonthByMonth, usdPerMWYear, usdPerMonth, tiers }) =>
      [usdPerMWh, usdPerMWMonth, usdPerMWYear, usdPerMonth].some((rate) => (rate ?? 0) !== 0) ||
      tiers !== undefined ||
      usdPerMWMonthByMonth !== undefined,
  );
}
