/** Views by address: `#/time?set=…`. After the #, so that any file server will do and scenarios stay out of logs. */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Frame } from "./frame.tsx";
import { ViewAway, whileServed } from "./parts/view-away.tsx";
import { parseSearch, readSearch, stringifySearch } from "./state/search.ts";
import { VIEWS } from "./views.ts";

const root = createRootRoute({ component: Frame, validateSearch: readSearch });

const first = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: ({ search }) => {
    // oxlint-disable-next-line typescript/only-throw-error -- how this router redirects
    throw redirect({ to: "/map", search, replace: true });
  },
});

const views = VIEWS.map(({ path, load }) =>
  createRoute({
    getParentRoute: () => root,
    path: `/${path}`,
    component: lazyRouteComponent(() => whileServed(load), "View"),
  }),
);

/** The app's router. */
export const router = createRouter({
  routeTree: root.addChildren([first, ...views]),
  history: createHashHistory(),
  parseSearch,
  stringifySearch,
  defaultErrorComponent: ViewAway,
  defaultNotFoundComponent: () => (
    <p className="lead">
      There is no such view. <a href="#/map">Open the map.</a>
    </p>
  ),
});
