/** The address and the state in step: opens what a link says, and writes what is planned into the link. */
import { lookUpAccess } from "../planner/access.ts";
import { loadExamples, loadPlaces, loadPortfolio } from "./built-in.ts";
import { packText, unpackText } from "./pack-text.ts";
import { remember } from "./remembered.ts";
import type { Search } from "./search.ts";
import { say, take } from "./session.ts";
import { sameSpec } from "./spec.ts";
import type { Example, Spec } from "./spec.ts";
import { useApp } from "./store.ts";

/** Letters of the hash that stand in the address. */
const HASH_LETTERS = 16;

export function specOfExample(example: Example, set: readonly string[] = []): Spec {
  return { example: example.id, text: example.text, set, files: {} };
}

/** The spec an address asks for. */
export async function specOfSearch(
  search: Search,
  examples: readonly Example[],
  opening: string,
): Promise<Spec> {
  const set = search.set ?? [];
  if (search.y !== undefined) {
    try {
      return { example: null, text: await unpackText(search.y), set, files: {} };
    } catch {
      say("The scenario in this link is damaged; the portfolio is shown instead.");
    }
  }
  const named = examples.find(({ id }) => id === search.e);
  if (search.e !== undefined && !named)
    say(`There is no example ${search.e}; the portfolio is shown instead.`);
  return specOfExample(
    named ?? examples.find(({ id }) => id === opening)!,
    named || search.e === undefined ? set : [],
  );
}

let opening = "";

/** What the address says of a spec. */
export async function searchOfSpec(spec: Spec, hash: string | undefined): Promise<Search> {
  return {
    ...(spec.example === null
      ? { y: await packText(spec.text) }
      : spec.example === opening
        ? {}
        : { e: spec.example }),
    ...(spec.set.length > 0 ? { set: spec.set } : {}),
    ...(hash === undefined ? {} : { h: hash.slice(0, HASH_LETTERS) }),
  };
}

/** Opens the app on what the address says; the solved portfolio is shown without planning. */
export async function openApp(search: Search): Promise<void> {
  // Whether the server wants a token is told as soon as it has said so, not after the portfolio.
  void lookUpAccess().then((access) => {
    useApp.setState({ access });
  });
  const [{ opening: first, examples, levers }, portfolio] = await Promise.all([
    loadExamples(),
    loadPortfolio(),
  ]);
  opening = first;
  useApp.setState({ examples });
  void loadPlaces().then((places) => {
    useApp.setState({ places });
  });
  const spec = await specOfSearch(search, examples, opening);
  const built = specOfExample(examples.find(({ id }) => id === opening)!);
  const known = {
    spec: built,
    package: portfolio,
    hourly: null,
    confirmed: true,
    milliseconds: 0,
    where: "before" as const,
  };
  const isBuilt = sameSpec(spec, built);
  const isMoved = spec.text === built.text && !isBuilt;
  remember(known);
  if (isMoved) useApp.setState({ run: known, base: known });
  take(spec, { ...(isBuilt ? { known } : {}), ...(spec.text === built.text ? { levers } : {}) });
  if (search.h) checkHash(search.h);
}

/** Says so when the plan of a link is not the one that was seen when the link was made. */
function checkHash(hash: string): void {
  const done = useApp.subscribe(({ run, spec }) => {
    if (!run || !spec || !sameSpec(run.spec, spec)) return;
    const same = run.package.scenarioHash.startsWith(hash);
    // The first answer may be over fewer hours than the one that was seen.
    if (!same && !run.confirmed) return;
    done();
    if (!same)
      say(
        `This link was made with scenario ${hash}; what is shown is ${run.package.scenarioHash.slice(0, HASH_LETTERS)}.`,
      );
  });
  // The run may be there already: look at it now.
  useApp.setState({});
}

/** Follows an address that changed by itself: back, forward, a link pasted over. */
export async function followSearch(search: Search): Promise<void> {
  const { spec, examples } = useApp.getState();
  if (!spec || examples.length === 0) return;
  const asked = await specOfSearch(search, examples, opening);
  if (!sameSpec(asked, useApp.getState().spec!)) take(asked, { newBase: asked.text !== spec.text });
}
