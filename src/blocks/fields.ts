/** Building bricks of block schemas: each field with help, limits, default and the source of the default. */
import { z } from "zod";
import { catalog } from "../catalog/catalog.ts";
import type { CatalogName } from "../catalog/catalog.ts";
import { numberIn, optionalNumberIn } from "../catalog/table.ts";
import type { Figure } from "../catalog/table.ts";

/** What a field tells forms, JSON Schema, documentation and the report. */
export interface FieldMeta {
  readonly description: string;
  /** The catalogue figure behind the default, if any. */
  readonly figure?: Figure;
  readonly [key: string]: unknown;
}

interface Limits {
  readonly min?: number;
  readonly max?: number;
}

function bounded({ min, max }: Limits): z.ZodNumber {
  let schema = z.number();
  if (min !== undefined) schema = schema.min(min);
  if (max !== undefined) schema = schema.max(max);
  return schema;
}

/** A number that must be stated. */
export function required(description: string, limits: Limits = { min: 0 }) {
  return bounded(limits).meta({ description });
}

/** A number that may be left out, with no default. */
export function optional(description: string, limits: Limits = { min: 0 }) {
  return bounded(limits).optional().meta({ description });
}

/** A number with a default that needs no source (a limit, a switch, a choice of ours). */
export function number(description: string, value: number, limits: Limits = { min: 0 }) {
  return bounded(limits).default(value).meta({ description });
}

/** A share between 0 and 1. */
export function fraction(description: string, value: number) {
  return number(description, value, { min: 0, max: 1 });
}

/** Yes or no. */
export function flag(description: string, value: boolean) {
  return z.boolean().default(value).meta({ description });
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(
  description: string,
  words: Words,
  value: Words[number],
) {
  return z
    .enum(words)
    .default(value as never)
    .meta({ description, default: value });
}

/** Takes fields' defaults from one catalogue entry, sources included. */
export function fromCatalog(name: CatalogName, id: string) {
  const entry = catalog(name).get(id);
  if (!entry) throw new Error(`Catalogue ${name} has no entry ${id}`);
  const figureOf = (parameter: string): FieldMeta["figure"] => entry.get(parameter);
  return {
    /** A number whose default is the catalogue's figure of the same name. */
    number(parameter: string, description: string, limits: Limits = { min: 0 }) {
      const figure = figureOf(parameter);
      return bounded(limits)
        .default(numberIn(entry, parameter))
        .meta({ description, ...(figure ? { figure } : {}) });
    },
    /** The catalogue's figure, or `fallback` where the catalogue has none for this entry. */
    numberOr(
      parameter: string,
      fallback: number,
      description: string,
      limits: Limits = { min: 0 },
    ) {
      const figure = figureOf(parameter);
      return bounded(limits)
        .default(optionalNumberIn(entry, parameter) ?? fallback)
        .meta({ description, ...(figure ? { figure } : {}) });
    },
  };
}

/** Fields that every technology with a size in MW shares. */
export function sizeFields() {
  return {
    minMW: number("Least to build", 0),
    maxMW: optional("Most that may be built; unlimited when left out"),
    existingMW: number("Already there: no capital cost", 0),
  };
}
