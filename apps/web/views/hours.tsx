/** The hours: where the energy comes from, when it is scarce, the worst days. */
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSearchChange } from "../parts/search-change.ts";
import { campusHours } from "../../../src/report/html/hours.ts";
import { claimsSection } from "../../../src/report/html/claims.ts";
import { dailyStack } from "../../../src/report/html/daily-stack.ts";
import { energyFlow } from "../../../src/report/html/energy-flow.ts";
import { puePicture } from "../../../src/report/html/pue.ts";
import { worstHours } from "../../../src/report/html/worst-hours.ts";
import { yearHeatMap } from "../../../src/report/html/year-heat-map.ts";
import { shownYearWords } from "../../../src/report/shown-year.ts";
import { Figures } from "../parts/figures.tsx";
import { Markup } from "../parts/markup.tsx";
import { WithHours, WithRun } from "../parts/with-run.tsx";
import type { Search } from "../state/search.ts";

const FIGURES = [
  "energyMWhPerYear",
  "pueAnnual",
  "cfeHourlyFrac",
  "cfeAnnualFrac",
  "co2TPerYear",
  "powerUSDPerMWh",
];

export function View(): ReactNode {
  const { site = "" }: Search = useSearch({ strict: false });
  const changeSearch = useSearchChange();
  return (
    <WithRun>
      {(run, before) => {
        const { package: pack } = run;
        return (
          <>
            <Figures of={FIGURES} run={run} before={before} />
            <p className="note">
              Clean shares count the clean part of the grid's mix; what may be claimed is counted
              three ways below.
            </p>
            {pack.timeline ? (
              <p className="note">
                Pictures show {shownYearWords(pack.timeline)}, the last whole year in which the
                campus runs.
              </p>
            ) : null}
            {pack.sites.length > 1 ? (
              <p>
                <label>
                  Site{" "}
                  <select
                    value={site}
                    onChange={({ target }) => {
                      const { value } = target;
                      void changeSearch(({ site: _site, ...rest }: Search) =>
                        value === "" ? rest : { ...rest, site: value },
                      );
                    }}
                  >
                    <option value="">all together</option>
                    {pack.sites.map(({ name }) => (
                      <option key={name}>{name}</option>
                    ))}
                  </select>
                </label>
              </p>
            ) : null}
            <WithHours run={run}>
              {(all, hourly) => {
                const of = hourly.filter((one) => site === "" || one.site === site);
                const hours =
                  of.length === hourly.length || of.length === 0 ? all : campusHours(pack, of);
                return (
                  <>
                    <Markup html={energyFlow(hours)} />
                    <Markup
                      html={`<div class="pair">${yearHeatMap(hours, pack.objective)}${worstHours(hours, pack.objective)}</div>`}
                    />
                    <Markup html={dailyStack(hours)} />
                    <Markup html={puePicture(hours)} />
                    <section>
                      <h2>Clean power, counted three ways</h2>
                      <Markup html={claimsSection(pack.claims, all)} />
                    </section>
                  </>
                );
              }}
            </WithHours>
          </>
        );
      }}
    </WithRun>
  );
}
