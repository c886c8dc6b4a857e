/** All families of figures. A new one is its file and its line here. */
import type { Family } from "./family.ts";
import { assetFigures } from "./of-assets.ts";
import { costFigures } from "./of-costs.ts";
import { keyFigures } from "./of-package.ts";
import { siteFigures } from "./of-sites.ts";

export const FAMILIES: readonly Family[] = [keyFigures, siteFigures, assetFigures, costFigures];
