/** A rule of law among the assumptions: what it asks, under which act, and how surely that was read. */
import { thresholdWords } from "../../law/text.ts";
import type { LawRow } from "../law/law.ts";
import type { AssumptionReport } from "../package.ts";

export const lawAssumption = (row: LawRow): AssumptionReport => ({
  path: `law.${row.id}`,
  value: thresholdWords(row),
  origin: "default",
  unit: "",
  source: row.source,
  year: row.from.slice(0, 4),
  confidence: row.confidence,
  help: [row.title, row.why, row.note].filter((one) => one !== "").join("; "),
});
