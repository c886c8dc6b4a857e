/** `firmwatt schema`: the JSON Schema of the scenario language, for editors. */
import { scenarioJSONSchema } from "../../src/scenario/json-schema.ts";

export function runSchema(): void {
  console.log(JSON.stringify(scenarioJSONSchema(), null, 2));
}
