/** The tariff of a connection: that of its `tariff:`, else one of the charges its fields state. */
import type { Conditions } from "../block.ts";
import { partsOf, tariffFigure } from "./tariff-fields.ts";
import type { TariffSpec } from "./tariff-fields.ts";
import type { Part } from "./tariff.ts";

/** Charges of a connection as single fields. */
export interface PlainCharges {
  readonly contractedUSDPerMWYear: number;
  readonly demandUSDPerMWMonth: number;
  readonly ratchetFrac: number;
  readonly minimumTakeFrac: number;
  readonly networkUSDPerMWh: number;
  readonly taxUSDPerMWh: number;
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
        { name: "tax", charge: "tax", usdPerMWh: spec.taxUSDPerMWh },
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
