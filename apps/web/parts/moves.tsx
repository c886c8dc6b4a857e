/** What moved a cost: bars of each category's change that add up to the whole. */
import type { ReactNode } from "react";
import type { Move } from "../../../src/report/compare.ts";
import { bars } from "../../../src/report/html/svg.ts";
import { Exported } from "./exported.tsx";
import { money } from "./format.ts";

const signed = (usd: number) => `${usd > 0 ? "+" : "−"}${money(Math.abs(usd))} a year`;

export function MovesPicture({
  moves,
  base,
  to,
  net = false,
}: {
  /** Of what compute is sold for too. */
  net?: boolean;
  moves: readonly Move[];
  base: string;
  to: string;
}): ReactNode {
  const total = moves.reduce((sum, { usd }) => sum + usd, 0);
  if (moves.length === 0)
    return (
      <p>
        No cost moved between {base} and {to}.
      </p>
    );
  const title = `${net ? "Cost less income: " : ""}${signed(total)} from ${base} to ${to}`;
  const picture = bars(
    title,
    moves.map(({ category, usd }) => ({
      label: category,
      value: usd,
      text: signed(usd),
      ...(usd < 0 ? { kind: "income" as const } : {}),
    })),
  );
  return (
    <Exported title={title} picture>
      <h3>{title}</h3>
      <div dangerouslySetInnerHTML={{ __html: picture }} />
      <p className="note">
        Pale bars are savings{net ? "; compute value is income, so less of it is a cost" : ""}.
      </p>
    </Exported>
  );
}
