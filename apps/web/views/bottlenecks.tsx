/** Bottlenecks: what binds, when, and what relief is worth, each confirmed by planning again. */
import type { ReactNode } from "react";
import { bottleneckTable, namedIn } from "../../../src/report/html/bottleneck-table.ts";
import { powerCap } from "../../../src/report/html/power-cap.ts";
import { ledgerPicture } from "../../../src/report/html/timeline-ledger.ts";
import { Markup } from "../parts/markup.tsx";
import { WithRun } from "../parts/with-run.tsx";

export function View(): ReactNode {
  return (
    <WithRun>
      {(run) => {
        const { package: pack } = run;
        const { timeline, ledger } = pack;
        return (
          <>
            {run.confirmed ? null : (
              <p className="note">
                Prices of the last plan; each is being confirmed by planning again.
              </p>
            )}
            <Markup
              html={
                timeline && ledger
                  ? ledgerPicture(timeline, ledger, pack.objective, namedIn(pack))
                  : bottleneckTable(pack)
              }
            />
            <Markup html={powerCap(pack)} />
          </>
        );
      }}
    </WithRun>
  );
}
