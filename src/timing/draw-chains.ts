/**
 * Draws the months of chains that may share milestones, given that none of those under way is done.
 *
 *     months_{draw,i} = monthsAt(fit_i, Φ⁻¹(u(seed, key_i, draw)))   subject to   total > elapsed
 *
 * A chain of one own milestone is drawn from its conditional distribution directly. Otherwise a draw
 * in which a chain under way would be done already is drawn again as a whole, with its chains that
 * share milestones (rejection: exact). After ATTEMPTS the milestone that ends the chain is lengthened
 * from its own conditional distribution; so a chain that cannot have taken this long is done now.
 */
import { completeMonths, lastBefore, lastMilestone, type CompiledChain } from "./chain.ts";
import { fillUniforms, keyWords, plainUniform, type KeyWords } from "./draws.ts";
import { monthsAt, monthsGivenLonger } from "./duration.ts";
import { normalQuantile } from "./normal.ts";

export interface ChainToDraw {
  chain: CompiledChain;
  /** One text a milestone, in the order of chain.names; equal texts get equal random numbers. */
  keys: readonly string[];
  /** Months since the order; 0 for a chain that starts later. */
  elapsedMonths: number;
}

export interface DrawnChain {
  /** [draw × milestone] months of each milestone, in the order of chain.names. */
  months: Float64Array;
  /** [draw] 1 where a milestone ended the chain. */
  exits: Uint8Array;
}

const ATTEMPTS = 32;
/** Streams of random numbers of one key; later attempts follow ATTEMPT_STREAM. */
const [MONTHS_STREAM, EXIT_STREAM, LENGTHEN_STREAM, ATTEMPT_STREAM] = [0, 1, 2, 16];

/** Draws a group of chains together; chains that share no key with others can stand alone. */
export function drawChains(
  group: readonly ChainToDraw[],
  seed: string,
  draws: number,
): DrawnChain[] {
  const keys = [...new Set(group.flatMap((member) => member.keys))];
  const words = new Map(keys.map((key) => [key, keyWords(seed, key)]));
  const drawn = group.map(({ chain }) => ({
    months: new Float64Array(draws * chain.names.length),
    exits: new Uint8Array(draws),
  }));
  const column = new Float64Array(draws);
  const alone = group.length === 1 && keys.length === 1;
  for (const key of keys) {
    fillUniforms(words.get(key)!, MONTHS_STREAM, column);
    if (!alone)
      for (let draw = 0; draw < draws; draw++) column[draw] = normalQuantile(column[draw]!);
    forUses(group, key, ({ chain, elapsedMonths }, member, i) => {
      const [fit, step, { months }] = [chain.fits[i]!, chain.names.length, drawn[member]!];
      for (let draw = 0; draw < draws; draw++)
        months[draw * step + i] = alone
          ? monthsGivenLonger(fit, elapsedMonths, column[draw]!)
          : monthsAt(fit, column[draw]!);
    });
    drawExits(group, key, words.get(key)!, drawn, column);
  }
  if (!alone) redraw(group, keys, words, drawn, draws);
  return drawn;
}

function forUses(
  group: readonly ChainToDraw[],
  key: string,
  use: (chain: ChainToDraw, member: number, milestone: number) => void,
): void {
  group.forEach((chain, member) =>
    chain.keys.forEach((other, i) => {
      if (other === key) use(chain, member, i);
    }),
  );
}

function drawExits(
  group: readonly ChainToDraw[],
  key: string,
  words: KeyWords,
  drawn: readonly DrawnChain[],
  column: Float64Array,
): void {
  let filled = false;
  forUses(group, key, ({ chain }, member, i) => {
    const frac = chain.exitFrac[i]!;
    if (frac === 0) return;
    if (!filled) fillUniforms(words, EXIT_STREAM, column);
    filled = true;
    const { exits } = drawn[member]!;
    for (let draw = 0; draw < column.length; draw++) if (column[draw]! < frac) exits[draw] = 1;
  });
}

/** Draws again where a chain under way would be done. */
function redraw(
  group: readonly ChainToDraw[],
  keys: readonly string[],
  words: ReadonlyMap<string, KeyWords>,
  drawn: readonly DrawnChain[],
  draws: number,
): void {
  const scratch = group.map(({ chain }) => new Float64Array(chain.names.length));
  const isOpen = (member: number, draw: number) => {
    const { chain, elapsedMonths } = group[member]!;
    const count = chain.names.length;
    const { months } = drawn[member]!;
    return completeMonths(chain, months, draw * count, scratch[member]!) > elapsedMonths;
  };
  const underWay = group.flatMap(({ chain, elapsedMonths }, member) =>
    elapsedMonths > 0 && chain.names.length > 0 ? [member] : [],
  );
  if (underWay.length === 0) return;
  for (let draw = 0; draw < draws; draw++) {
    let attempt = 0;
    while (!underWay.every((member) => isOpen(member, draw)) && attempt < ATTEMPTS) {
      for (const key of keys) {
        const z = normalQuantile(plainUniform(words.get(key)!, draw, ATTEMPT_STREAM + attempt));
        forUses(group, key, ({ chain }, member, i) => {
          drawn[member]!.months[draw * chain.names.length + i] = monthsAt(chain.fits[i]!, z);
        });
      }
      attempt++;
    }
    if (attempt < ATTEMPTS) continue;
    for (const member of underWay)
      if (!isOpen(member, draw))
        lengthen(group[member]!, words, drawn[member]!, draw, scratch[member]!);
  }
}

/** Gives the milestone that ends the chain a duration that reaches beyond the months elapsed. */
function lengthen(
  { chain, keys, elapsedMonths }: ChainToDraw,
  words: ReadonlyMap<string, KeyWords>,
  { months }: DrawnChain,
  draw: number,
  finish: Float64Array,
): void {
  const last = lastMilestone(finish);
  const before = lastBefore(chain, finish, last);
  const startMonth = before < 0 ? 0 : finish[before]!;
  const u = plainUniform(words.get(keys[last]!)!, draw, LENGTHEN_STREAM);
  months[draw * chain.names.length + last] = monthsGivenLonger(
    chain.fits[last]!,
    elapsedMonths - startMonth,
    u,
  );
}
