/** Where the values of a table of the scenario come from. */
import type { FieldMeta } from "../blocks/fields.ts";
import type { Assumption } from "./scenario.ts";

interface FieldLike {
  readonly meta?: () => FieldMeta | undefined;
}

/** Values of a table's fields with where each comes from. */
export function assumptionsIn(
  path: string,
  shape: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): Assumption[] {
  return Object.entries(values).flatMap(([field, value]): Assumption[] => {
    if (value === undefined || (typeof value === "object" && value !== null)) return [];
    const meta = (shape[field] as FieldLike).meta?.();
    return [
      {
        path: `${path}.${field}`,
        value,
        origin: field in given ? "scenario" : "default",
        figure: meta?.figure,
        help: meta?.description ?? "",
      },
    ];
  });
}
