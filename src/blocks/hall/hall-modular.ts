/** Modular hall with its electrical chain, from the catalogue entry of the same name. */
import { hall } from "../patterns/hall.ts";

export const hallModular = hall({ kind: "hall-modular", title: "Modular hall" });
