/** Pumped hydro, from the catalogue entry of the same name. */
import { electricStore } from "../patterns/electric-store.ts";

export const pumpedHydro = electricStore({ kind: "pumped-hydro", title: "Pumped hydro" });
