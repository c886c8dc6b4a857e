/** Fields of schemas that hold a quarter or a month, read into whole numbers (units/quarter.ts). */
import { z } from "zod";
import { monthNumber, quarterNumber } from "../units/quarter.ts";

/** A quarter such as 2029-Q3. */
export function quarter(description: string) {
  return z
    .string()
    .regex(/^\d{4}-Q[1-4]$/, "a quarter such as 2029-Q3")
    .meta({ description: `${description}, such as 2029-Q3` });
}

/** A month such as 2029-07. */
export function month(description: string) {
  return z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month such as 2029-07")
    .meta({ description: `${description}, such as 2029-07` });
}

/** Number of a quarter that has passed its schema; undefined stays undefined. */
export function readQuarter(text: string | undefined): number | undefined {
  return text === undefined ? undefined : quarterNumber(text);
}

/** Number of a month that has passed its schema; undefined stays undefined. */
export function readMonth(text: string | undefined): number | undefined {
  return text === undefined ? undefined : monthNumber(text);
}
