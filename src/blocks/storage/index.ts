/** Every store, of electricity or heat. Adding one: its file, its test, its line here. */
import type { AnyBlock } from "../block.ts";
import { ironAir } from "./iron-air.ts";
import { lithiumBattery } from "./lithium-battery.ts";
import { pumpedHydro } from "./pumped-hydro.ts";
import { thermalStore } from "./thermal-store.ts";

export const storageBlocks = {
  "lithium-battery": lithiumBattery,
  "iron-air": ironAir,
  "pumped-hydro": pumpedHydro,
  "thermal-store": thermalStore,
} satisfies Record<string, AnyBlock>;
