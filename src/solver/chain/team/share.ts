/** Who works on which slice, and what a member needs to know of slices that are not its own. */
import type { ChainForm, SliceForm } from "../form.ts";

/** Owner of each slice: the largest first, to the member with the least so far. */
export function shareSlices(form: ChainForm, members: number): Int32Array {
  const owners = new Int32Array(form.slices.length);
  const loads = new Float64Array(members);
  const order = form.slices.map((_, s) => s);
  order.sort((a, b) => form.slices[b]!.columns - form.slices[a]!.columns);
  for (const s of order) {
    let least = 0;
    for (let member = 1; member < members; member++)
      if (loads[member]! < loads[least]!) least = member;
    owners[s] = least;
    loads[least]! += form.slices[s]!.columns;
  }
  return owners;
}

/** A slice without hours: only what the system over sizes and links needs. */
function hollow(slice: SliceForm): SliceForm {
  const none = new Float64Array(0);
  return {
    ...slice,
    steps: 0,
    rings: [],
    families: [],
    columns: 0,
    pairs: 0,
    cost: none,
    upper: none,
    rhs: none,
    capacityEntries: [],
    rowScale: none,
  };
}

/** The form as member `rank` sees it. */
export function formOfMember(form: ChainForm, owners: Int32Array, rank: number): ChainForm {
  const slices = form.slices.map((slice, s) => (owners[s] === rank ? slice : hollow(slice)));
  return { ...form, slices };
}

/** Numbers of the largest exchange. */
export function exchangeLength(form: ChainForm, members: number): number {
  const borders = form.slices.map((slice) => slice.capacities.length + slice.budgets.length);
  const sum = borders.reduce((total, count) => total + 2 * count * count + count + 16, 0);
  return sum + 64 * members;
}
