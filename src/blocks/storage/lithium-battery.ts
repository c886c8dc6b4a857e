/** Lithium battery, from the catalogue entry of the same name. */
import { electricStore } from "../patterns/electric-store.ts";

export const lithiumBattery = electricStore({ kind: "lithium-battery", title: "Lithium battery" });
