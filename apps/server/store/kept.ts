/** Contents kept in memory, those used last, up to a size: for what never changes under its key, so is never stale. */

/**
 * Gives a function that finds a content by its key, or has `load` read it; those who ask meanwhile wait for
 * the same reading. What is not there is asked for again the next time.
 */
export function keptContents<Content>(
  mostBytes: number,
  bytesOf: (content: Content) => number,
): (key: string, load: () => Promise<Content | undefined>) => Promise<Content | undefined> {
  /** The one used last at the end. */
  const kept = new Map<string, Content>();
  const reading = new Map<string, Promise<Content | undefined>>();
  let bytes = 0;
  const keep = (key: string, content: Content) => {
    kept.set(key, content);
    bytes += bytesOf(content);
    for (const [oldest, its] of kept) {
      if (bytes <= mostBytes) return;
      kept.delete(oldest);
      bytes -= bytesOf(its);
    }
  };
  return async (key, load) => {
    const known = kept.get(key);
    if (known !== undefined) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const others = reading.get(key);
    if (others) return others;
    const mine = load()
      .then((content) => {
        if (content !== undefined) keep(key, content);
        return content;
      })
      .finally(() => reading.delete(key));
    reading.set(key, mine);
    return mine;
  };
}
