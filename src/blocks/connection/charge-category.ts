/** Where the money of a part of a tariff goes. */
import type { CostCategory } from "../block.ts";

export function categoryOf({ charge }: { readonly charge: string }): CostCategory {
  return charge === "energy" || charge === "tax" ? charge : "connection";
}
