/** Reads of many callers gathered into one query: hundreds who watch plans cost the store no more than one. */

/**
 * Gives a function that finds one thing by its key. Keys asked for while a query runs wait for the next one,
 * so that nobody is told what was true before they asked. `find` gives what there is; the rest is undefined.
 */
export function groupedReads<Value>(
  find: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let waiting = new Map<string, Promise<Value | undefined>>();
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<ReadonlyMap<string, Value>> | undefined;
  return (key) => {
    const known = waiting.get(key);
    if (known) return known;
    next ??= running
      .catch(() => {})
      .then(() => {
        const keys = [...waiting.keys()];
        waiting = new Map();
        next = undefined;
        const found = find(keys);
        running = found;
        return found;
      });
    const mine = next.then((all) => all.get(key));
    waiting.set(key, mine);
    return mine;
  };
}
