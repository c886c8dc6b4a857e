/** Writes src/solver/chain/kernels/module.ts from its source: npm run kernels. */
import { writeFileSync } from "node:fs";
import { compileKernels, MODULE_FILE, moduleText } from "./kernels.ts";

writeFileSync(MODULE_FILE, moduleText(compileKernels()));
