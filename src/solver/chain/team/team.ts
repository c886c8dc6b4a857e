/**
 * What the threads of one solve tell one another. Every member runs the same iterations on the slices it
 * owns and solves the small system over sizes and links itself; only small vectors are exchanged:
 *
 *     gather    every slice's share becomes known to all; sums are then taken in the order of slices
 *     lowest    the smallest of what members found, number by number
 *     agree     what the first member says
 *
 * So no number depends on how many members there are. One thread is a team of one.
 */

/** One member's view of its team. */
export interface Team {
  /** `parts` has one array per slice, of the same lengths for all; those of others are filled in. */
  readonly gather: (parts: readonly Float64Array[]) => void;
  /** In place. */
  readonly lowest: (values: Float64Array) => void;
  readonly agree: (value: number) => number;
  /** True when the caller has asked to stop. */
  readonly isCancelled: () => boolean;
}

/** A team of one. */
export const ALONE: Team = {
  gather: () => undefined,
  lowest: () => undefined,
  agree: (value) => value,
  isCancelled: () => false,
};

/** Places of the control numbers. */
const ARRIVED = 0;
const TURN = 1;
const CANCELLED = 2;
const CONTROLS = 4;

/** Looks at the barrier before a member sleeps, about a millisecond: waking up takes longer than most waits. */
const SPINS = 100_000;

/** Memory shared by a team. */
export interface SharedRoom {
  readonly controls: Int32Array;
  /** Two halves used in turn, so that one barrier per exchange is enough. */
  readonly numbers: Float64Array;
}

/** Shared memory for exchanges of up to `length` numbers. */
export function makeSharedRoom(length: number): SharedRoom {
  return {
    controls: new Int32Array(new SharedArrayBuffer(4 * CONTROLS)),
    numbers: new Float64Array(new SharedArrayBuffer(16 * length)),
  };
}

/** Tells all members to stop. */
export function cancelTeam(room: SharedRoom): void {
  Atomics.store(room.controls, CANCELLED, 1);
}

/** Joins a team as member `rank`; `owners` names the member of each slice. */
export function joinTeam(
  room: SharedRoom,
  rank: number,
  members: number,
  owners: Int32Array,
): Team {
  const { controls, numbers } = room;
  const half = numbers.length / 2;
  let start = half;
  const wait = () => {
    const turn = Atomics.load(controls, TURN);
    if (Atomics.add(controls, ARRIVED, 1) === members - 1) {
      Atomics.store(controls, ARRIVED, 0);
      Atomics.add(controls, TURN, 1);
      Atomics.notify(controls, TURN);
      return;
    }
    for (let spins = 0; spins < SPINS; spins++) if (Atomics.load(controls, TURN) !== turn) return;
    while (Atomics.load(controls, TURN) === turn) Atomics.wait(controls, TURN, turn);
  };
  return {
    gather: (parts) => {
      start = half - start;
      let place = start;
      parts.forEach((part, s) => {
        if (owners[s] === rank) numbers.set(part, place);
        place += part.length;
      });
      wait();
      place = start;
      parts.forEach((part, s) => {
        if (owners[s] !== rank) part.set(numbers.subarray(place, place + part.length));
        place += part.length;
      });
    },
    lowest: (values) => {
      start = half - start;
      numbers.set(values, start + rank * values.length);
      wait();
      for (let member = 0; member < members; member++)
        for (let i = 0; i < values.length; i++)
          values[i] = Math.min(values[i]!, numbers[start + member * values.length + i]!);
    },
    agree: (value) => {
      start = half - start;
      if (rank === 0) numbers[start] = value;
      wait();
      return numbers[start]!;
    },
    isCancelled: () => Atomics.load(controls, CANCELLED) === 1,
  };
}
