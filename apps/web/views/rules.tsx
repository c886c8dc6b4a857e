/** Rules: what law and scenario ask, and how much room is left. */
import type { ReactNode } from "react";
import { rulesTable } from "../../../src/report/html/package-tables.ts";
import { Markup } from "../parts/markup.tsx";
import { WithRun } from "../parts/with-run.tsx";

export function View(): ReactNode {
  return (
    <WithRun>
      {({ package: pack }) => (
        <>
          <Markup html={rulesTable(pack)} />
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
