/** A store that cannot be opened or used as asked, for a reason that lies outside the program: told without a trace. */
export class StoreRefusal extends Error {}
