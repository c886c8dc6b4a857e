/** What a block's schema knows of a field: its help, and the catalogue figure behind its default. */
import type { Figure } from "../catalog/table.ts";
import type { BlockEntry } from "./scenario.ts";

export interface FieldMetaLike {
  readonly description?: string;
  readonly figure?: Figure;
}

/** Empty for a field the schema does not have. */
export function metaOf({ block }: Pick<BlockEntry, "block">, field: string): FieldMetaLike {
  const { shape } = block.schema as { shape?: Record<string, { meta?: () => FieldMetaLike }> };
  return shape?.[field]?.meta?.() ?? {};
}
