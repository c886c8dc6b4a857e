/** A linear program written down by name and solved by HiGHS, apart from everything the planner builds. */
import loadHighs from "highs";

/** Coefficients by the name of a variable. */
export type Terms = Readonly<Record<string, number>>;

interface Row {
  readonly terms: Terms;
  readonly sense: "<=" | ">=" | "=";
  readonly rhs: number;
}

export interface Answer {
  readonly objective: number;
  readonly value: (name: string) => number;
}

const written = (terms: Terms) =>
  Object.entries(terms)
    .filter(([, coefficient]) => coefficient !== 0)
    .map(([name, coefficient]) => `${coefficient < 0 ? "-" : "+"} ${Math.abs(coefficient)} ${name}`)
    .join(" ");

/** Variables are at least zero. */
export class LinearProgram {
  readonly #cost: Record<string, number> = {};
  readonly #upper: Record<string, number> = {};
  readonly #rows: Row[] = [];

  /** Adds to the cost of a variable. */
  cost(name: string, usd: number): void {
    this.#cost[name] = (this.#cost[name] ?? 0) + usd;
  }

  atMost(name: string, limit: number): void {
    this.#upper[name] = limit;
  }

  row(terms: Terms, sense: Row["sense"], rhs: number): void {
    this.#rows.push({ terms, sense, rhs });
  }

  /** The least cost and where it is reached. @throws Error when there is none. */
  async solve(): Promise<Answer> {
    // Every variable stands in the objective, so that those without cost are known too.
    const names = new Set([
      ...Object.keys(this.#cost),
      ...Object.keys(this.#upper),
      ...this.#rows.flatMap(({ terms }) => Object.keys(terms)),
    ]);
    const objective = Object.fromEntries([...names].map((name) => [name, this.#cost[name] ?? 0]));
    const text = [
      "Minimize",
      ` obj: ${written(objective)}`,
      "Subject To",
      ...this.#rows.map(({ terms, sense, rhs }, r) => ` r${r}: ${written(terms)} ${sense} ${rhs}`),
      "Bounds",
      ...Object.entries(this.#upper).map(([name, limit]) => ` ${name} <= ${limit}`),
      "End",
    ].join("\n");
    const {
      Status: status,
      Columns: columns,
      ObjectiveValue: found,
    } = (await loadHighs()).solve(text);
    if (status !== "Optimal") throw new Error(`${status}\n${text}`);
    return {
      objective: found,
      value: (name) => (columns[name] as { Primal?: number } | undefined)?.Primal ?? 0,
    };
  }
}
