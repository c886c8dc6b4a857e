/** How often someone may ask: a bucket per caller that fills with time. */

export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

interface Bucket {
  level: number;
  at: number;
}

/** Most callers remembered; the oldest are forgotten first. */
const MOST_CALLERS = 10_000;

/** Gives a function that takes one from a caller's bucket: 0 when it may go on, else seconds to wait. */
export function rateLimiter(
  { perSecond, burst }: RateLimit,
  now: () => number = () => performance.now(),
): (caller: string) => number {
  const buckets = new Map<string, Bucket>();
  return (caller) => {
    const at = now();
    const before = buckets.get(caller) ?? { level: burst, at };
    const level = Math.min(burst, before.level + ((at - before.at) / 1000) * perSecond);
    buckets.delete(caller);
    const may = level >= 1;
    buckets.set(caller, { level: may ? level - 1 : level, at });
    if (buckets.size > MOST_CALLERS) buckets.delete(buckets.keys().next().value!);
    return may ? 0 : Math.ceil((1 - level) / perSecond);
  };
}
