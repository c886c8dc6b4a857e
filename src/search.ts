/**
 * Where something begins to be possible, found with few trials.
 *
 *     whole steps   double until it works, then halve: about 2·log2(answer) trials
 *     real numbers  halve between a value that works and one that does not
 *
 * Both take it that what works keeps working further up.
 */

/** The least whole number in 1…most that works; undefined when `most` does not. */
export async function leastWhole(
  most: number,
  works: (value: number) => Promise<boolean>,
): Promise<number | undefined> {
  if (most < 1) return undefined;
  let no = 0;
  let yes = 1;
  while (!(await works(yes))) {
    if (yes >= most) return undefined;
    no = yes;
    yes = Math.min(most, yes * 2);
  }
  while (yes - no > 1) {
    const middle = (yes + no) >> 1;
    if (await works(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** A value that works within `tolerance` of one that does not; `no` itself when it works. */
export async function boundary(
  no: number,
  yes: number,
  tolerance: number,
  works: (value: number) => Promise<boolean>,
): Promise<number> {
  if (await works(no)) return no;
  let [bad, good] = [no, yes];
  while (Math.abs(good - bad) > tolerance) {
    const middle = (good + bad) / 2;
    if (await works(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
