/** Risk: the odds of dates, what a month of delay costs, outages and what one loss would do. */
import type { ReactNode } from "react";
import { reliabilityTables } from "../../../src/report/html/reliability.ts";
import { datesTable } from "../../../src/report/html/time-dates.ts";
import { delayPicture, targetPicture } from "../../../src/report/html/time-odds.ts";
import { Markup } from "../parts/markup.tsx";
import { WithRun } from "../parts/with-run.tsx";

export function View(): ReactNode {
  return (
    <WithRun>
      {({ package: pack }) => {
        const { odds } = pack;
        return (
          <>
            {odds ? (
              <section>
                <h2>Dates</h2>
                <Markup
                  html={`${datesTable(pack.timeline!, odds)}${targetPicture(odds)}${delayPicture(pack.timeline!, odds)}`}
                />
              </section>
            ) : null}
            <section>
              <h2>Outages</h2>
              <Markup html={reliabilityTables(pack) || "<p>No outages were simulated.</p>"} />
            </section>
          </>
        );
      }}
    </WithRun>
  );
}
