/** Money: what a unit of compute costs and of what, cash by quarter, every category explained. */
import type { ReactNode } from "react";
import { costsByCategory } from "../../../src/report/text.ts";
import { costMoves, sells, worthSentence } from "../../../src/report/compare.ts";
import { costSplit, lifecycle } from "../../../src/report/html/cost-split.ts";
import { financeSection } from "../../../src/report/html/finance.ts";
import { tariffsSection } from "../../../src/report/html/tariffs.ts";
import { cashFlow } from "../../../src/report/html/time-money.ts";
import { AS_PAID } from "../../../src/report/time-text.ts";
import { Explained } from "../parts/explained.tsx";
import { Exported } from "../parts/exported.tsx";
import { Figures } from "../parts/figures.tsx";
import { money } from "../parts/format.ts";
import { Markup } from "../parts/markup.tsx";
import { MovesPicture } from "../parts/moves.tsx";
import { WithRun } from "../parts/with-run.tsx";
import { saveWorkbook } from "../parts/workbook.ts";
import { moveLever, say } from "../state/session.ts";
import type { Run } from "../state/store.ts";

const FIGURES = [
  "costUSDPerYear",
  "usdPerEFLOPSh",
  "usdPerGPUh",
  "capexUSD",
  "powerUSDPerMWh",
  "chips",
];

/** The pro forma where the scenario asks for one, else how to have it; and the workbook either way. */
function ProForma({ run }: { run: Run }): ReactNode {
  const { finance } = run.package;
  return (
    <section>
      <h2>Pro forma</h2>
      {finance ? (
        <Markup html={financeSection(finance)} />
      ) : (
        <p className="note">
          Taxes, debt and returns by year are worked out where a scenario has a{" "}
          <code>finance:</code> table; megawatts stay as planned.
        </p>
      )}
      <p className="buttons">
        {finance ? null : (
          <button
            type="button"
            onClick={() => {
              moveLever("finance", "{}");
            }}
          >
            Work it out on the usual terms
          </button>
        )}
        <button
          type="button"
          onClick={() => {
            saveWorkbook(run).catch((error: unknown) => {
              say(error instanceof Error ? error.message : String(error));
            });
          }}
        >
          Save workbook (XLSX)
        </button>
      </p>
    </section>
  );
}

export function View(): ReactNode {
  return (
    <WithRun>
      {(run, before) => {
        const { package: pack } = run;
        return (
          <>
            <Figures of={FIGURES} run={run} before={before} />
            {before ? (
              <section>
                <h2>What moved since the base</h2>
                <p className="verdict">{worthSentence(before.package, pack)}</p>
                <MovesPicture
                  net={[before.package, pack].some(sells)}
                  moves={costMoves(before.package, pack, [before.package, pack].some(sells))}
                  base="the base"
                  to="now"
                />
              </section>
            ) : null}
            {pack.timeline ? <Markup html={cashFlow(pack.timeline)} /> : null}
            <ProForma run={run} />
            <Markup html={costSplit(pack)} />
            <Markup html={lifecycle(pack)} />
            {tariffsSection(pack.tariffs) ? (
              <section>
                <h2>What the connection is billed</h2>
                {pack.timeline ? <p className="note">{AS_PAID}</p> : null}
                <Markup html={tariffsSection(pack.tariffs)} />
              </section>
            ) : null}
            <section>
              <h2>Costs of a year by category</h2>
              <Exported title="Costs of a year by category">
                <table>
                  <caption>
                    {pack.timeline ? "Levelised over the plan" : "Capital as an annuity"}
                  </caption>
                  <thead>
                    <tr>
                      <th scope="col">Category</th>
                      <th scope="col" className="n">
                        A year
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {costsByCategory(pack).map(({ category, usdPerYear }) => (
                      <tr key={category}>
                        <th scope="row">{category}</th>
                        <td className="n">
                          <Explained figure={`cost.${category}`}>{money(usdPerYear)}</Explained>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Exported>
            </section>
          </>
        );
      }}
    </WithRun>
  );
}
