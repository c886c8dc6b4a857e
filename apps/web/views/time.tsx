/** Time to power: megawatts against chips with their bands, the milestones under them, orders and delay. */
import type { ReactNode } from "react";
import { inForceByQuarter, computeByQuarter } from "../../../src/report/html/time-in-force.ts";
import { datesTable } from "../../../src/report/html/time-dates.ts";
import { holdersPicture } from "../../../src/report/html/time-holders.ts";
import { delayPicture, targetPicture } from "../../../src/report/html/time-odds.ts";
import { whatComesEarlier } from "../../../src/report/html/time-earlier.ts";
import { ordersTable } from "../../../src/report/html/time-orders-table.ts";
import { timeToPower } from "../../../src/report/html/time-to-power.ts";
import { Markup } from "../parts/markup.tsx";
import { WithRun } from "../parts/with-run.tsx";

export function View(): ReactNode {
  return (
    <WithRun>
      {(run, before) => {
        const { timeline, odds } = run.package;
        if (!timeline)
          return (
            <p className="empty">
              This scenario plans one year, without dates. Give it a <code>horizon:</code> with
              dated stages and it says when the megawatts come, and how sure that is; the scenario
              “Three sites, one decision” has one.
            </p>
          );
        return (
          <>
            <Markup html={timeToPower(timeline, odds, before?.package.timeline)} />
            {odds ? (
              <Markup
                html={`${datesTable(timeline, odds)}${holdersPicture(timeline, odds)}${targetPicture(odds)}${delayPicture(timeline, odds)}`}
              />
            ) : null}
            <section>
              <h2>Orders</h2>
              <Markup
                html={`${ordersTable(timeline, odds)}${odds ? whatComesEarlier(timeline, odds) : ""}`}
              />
            </section>
            <section>
              <h2>In force by quarter</h2>
              <Markup html={inForceByQuarter(run.package, timeline)} />
              <Markup html={computeByQuarter(run.package, timeline)} />
            </section>
          </>
        );
      }}
    </WithRun>
  );
}
