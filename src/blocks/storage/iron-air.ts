/** Iron-air battery, from the catalogue entry of the same name. */
import { electricStore } from "../patterns/electric-store.ts";

export const ironAir = electricStore({ kind: "iron-air", title: "Iron-air battery" });
