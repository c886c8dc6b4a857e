/** What a broken scenario is, and the good one it is made of. */
export interface BadCase {
  readonly name: string;
  readonly text: string;
  readonly set?: readonly string[];
  /** What the command line prints, line by line. */
  readonly lines: readonly string[];
}

export const GOOD = `firmwatt: 1
demand:
  training: { targetEFLOPShPerYear: 900 }
accelerators:
  gb200-nvl72: {}
sites:
  lulea:
    place: lulea
    connection: { firmMW: 200 }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;

/** The good scenario with one piece of text replaced. */
export function changed(from: string, to: string): string {
  if (!GOOD.includes(from)) throw new Error(`The good scenario does not hold ${from}`);
  return GOOD.replace(from, () => to);
}
