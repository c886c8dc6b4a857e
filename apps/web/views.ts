/** The views in order, all but the one the page opens on loaded when they are first opened; `key` after g goes there. */
import type { ComponentType } from "react";
import { View as MapView } from "./views/map.tsx";

export interface ViewEntry {
  readonly path: string;
  readonly title: string;
  readonly key: string;
  readonly load: () => Promise<{ readonly View: ComponentType }>;
}

export const VIEWS: readonly ViewEntry[] = [
  { path: "map", title: "Map", key: "m", load: () => Promise.resolve({ View: MapView }) },
  { path: "package", title: "Package", key: "p", load: () => import("./views/package.tsx") },
  { path: "time", title: "Time to power", key: "t", load: () => import("./views/time.tsx") },
  { path: "hours", title: "Hours", key: "h", load: () => import("./views/hours.tsx") },
  { path: "money", title: "Money", key: "y", load: () => import("./views/money.tsx") },
  { path: "buyer", title: "Buyer", key: "u", load: () => import("./views/buyer.tsx") },
  {
    path: "bottlenecks",
    title: "Bottlenecks",
    key: "b",
    load: () => import("./views/bottlenecks.tsx"),
  },
  { path: "rules", title: "Rules", key: "r", load: () => import("./views/rules.tsx") },
  { path: "risk", title: "Risk", key: "k", load: () => import("./views/risk.tsx") },
  { path: "many", title: "Many plans", key: "n", load: () => import("./views/many.tsx") },
  { path: "compare", title: "Compare", key: "c", load: () => import("./views/compare.tsx") },
  { path: "scenario", title: "Scenario", key: "s", load: () => import("./views/scenario.tsx") },
];
