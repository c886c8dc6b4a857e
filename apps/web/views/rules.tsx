/** Rules: what law and scenario ask, and how much room is left. */
import type { ReactNode } from "react";
import { lawSection } from "../../../src/report/html/law.ts";
import { rulesTable } from "../../../src/report/html/package-tables.ts";
import { Markup } from "../parts/markup.tsx";
import { PlaceLaw } from "../parts/place-law.tsx";
import { WithRun } from "../parts/with-run.tsx";

export function View(): ReactNode {
  return (
    <>
      <OfPlan />
      <PlaceLaw />
    </>
  );
}

function OfPlan(): ReactNode {
  return (
    <WithRun>
      {({ package: pack }) => (
        <>
          <section className="law">
            <h2>The law and this plan</h2>
            <Markup html={lawSection(pack.law, pack.objective)} />
          </section>
          <section>
            <h2>Rules of the scenario and their margins</h2>
            <Markup html={rulesTable(pack)} />
          </section>
          {pack.warnings.length > 0 ? (
            <section>
              <h2>Notes</h2>
              <ul>
                {pack.warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </section>
          ) : null}
        </>
      )}
    </WithRun>
  );
}
