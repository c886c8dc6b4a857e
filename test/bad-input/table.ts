/** Every broken scenario and what is said of it. */
import { BUYER } from "./buyer.ts";
import { CONTRACTS } from "./contracts.ts";
import { FIELDS } from "./fields.ts";
import { HORIZON } from "./horizon.ts";
import { LAW } from "./law.ts";
import { PARTS } from "./parts.ts";
import { SYNTAX } from "./syntax.ts";

export const CASES = [...SYNTAX, ...FIELDS, ...PARTS, ...HORIZON, ...CONTRACTS, ...LAW, ...BUYER];
