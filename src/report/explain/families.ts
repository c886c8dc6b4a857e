/** All families of figures. A new one is its file and its line here. */
import type { Family } from "./family.ts";
import { assetFigures } from "./of-assets.ts";
import { costFigures } from "./of-costs.ts";
import { bottleneckFigures } from "./of-bottlenecks.ts";
import { lawFigures } from "./of-law.ts";
import { powerCapFigures } from "./of-power-caps.ts";
import { ruleFigures } from "./of-rules.ts";
import { claimFigures } from "./of-claims.ts";
import { reliabilityFigures } from "./of-reliability.ts";
import { hourFamily } from "./of-hours.ts";
import { dateFigures } from "./of-dates.ts";
import { delayFigures } from "./of-delays.ts";
import { oddsFigures } from "./of-odds.ts";
import { orderFigures } from "./of-orders.ts";
import { quarterFigures } from "./of-quarters.ts";
import { keyFigures } from "./of-package.ts";
import { siteFigures } from "./of-sites.ts";

export const FAMILIES: readonly Family[] = [
  keyFigures,
  siteFigures,
  assetFigures,
  costFigures,
  dateFigures,
  oddsFigures,
  delayFigures,
  orderFigures,
  quarterFigures,
  bottleneckFigures,
  powerCapFigures,
  ruleFigures,
  lawFigures,
  reliabilityFigures,
  claimFigures,
  hourFamily,
];
