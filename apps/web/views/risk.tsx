/** Risk: the odds of dates, what a month of delay costs, outages and what one loss would do. */
import type { ReactNode } from "react";
import { reliabilityTables } from "../../../src/report/html/reliability.ts";
import { delayPicture, targetPicture } from "../../../src/report/html/time-odds.ts";
import { dateOddsWords } from "../../../src/report/html/time-to-power.ts";
import { Exported } from "../parts/exported.tsx";
import { figures } from "../parts/format.ts";
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
                <Exported title="Dates by site">
                  <div className="scroll" role="region" aria-label="Dates by site" tabIndex={0}>
                    <table>
                      <caption>
                        Over {figures(odds.draws)} draws of every milestone, seed {pack.seed}
                      </caption>
                      <thead>
                        <tr>
                          <th scope="col">Site</th>
                          <th scope="col">First MW, median</th>
                          <th scope="col">How sure</th>
                          <th scope="col">Full power, median</th>
                          <th scope="col">How sure</th>
                        </tr>
                      </thead>
                      <tbody>
                        {odds.sites.map((site) => (
                          <tr key={site.site}>
                            <th scope="row">{site.site}</th>
                            <td>{site.firstMW.p50 ?? "not in the plan"}</td>
                            <td>{dateOddsWords(site.firstMW)}</td>
                            <td>{site.fullPower.p50 ?? "not in the plan"}</td>
                            <td>{dateOddsWords(site.fullPower)}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                </Exported>
                <Markup html={`${targetPicture(odds)}${delayPicture(pack.timeline!, odds)}`} />
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
