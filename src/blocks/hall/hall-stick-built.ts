/** Stick-built hall with its electrical chain, from the catalogue entry of the same name. */
import { hall } from "../patterns/hall.ts";

export const hallStickBuilt = hall({ kind: "hall-stick-built", title: "Stick-built hall" });
