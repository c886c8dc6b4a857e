/** The package: what is built, signed and energised where; every number explains itself. */
import type { ReactNode } from "react";
import type { AssetReport } from "../../../src/report/package.ts";
import { titleAmong } from "../../../src/report/holders.ts";
import { checksTable, maxima, siteSentence } from "../../../src/report/html/package-tables.ts";
import { buyerSection } from "../../../src/report/html/buyer.ts";
import { contractsSection } from "../../../src/report/html/contracts.ts";
import { financeSection } from "../../../src/report/html/finance.ts";
import {
  assumptionsTable,
  provenanceSentence,
} from "../../../src/report/html/assumptions-table.ts";
import { Explained } from "../parts/explained.tsx";
import { Exported } from "../parts/exported.tsx";
import { Figures } from "../parts/figures.tsx";
import { amount, energy, money, sizeWords } from "../parts/format.ts";
import { Markup } from "../parts/markup.tsx";
import { WithRun } from "../parts/with-run.tsx";

const KEY_FIGURES = [
  "itMW",
  "peakFacilityMW",
  "effectiveEFLOPShPerYear",
  "usdPerEFLOPSh",
  "costUSDPerYear",
  "capexUSD",
  "tflopPerMWh",
  "powerUSDPerMWh",
  "cfeHourlyFrac",
  "co2TPerYear",
  "pueAnnual",
  "waterM3PerYear",
];

const isBuilt = (asset: AssetReport) =>
  asset.sizes.some(({ value }) => Math.abs(value) > 1e-3) ||
  (asset.sizes.length === 0 && Math.abs(asset.energyMWh) + Math.abs(asset.usdPerYear) > 1);

function Sizes({
  asset,
  before,
}: {
  asset: AssetReport;
  before: AssetReport | undefined;
}): ReactNode {
  const built = asset.sizes.filter(({ value, maximum }) => Math.abs(value) > 1e-3 || maximum !== 0);
  return built.length === 0 ? (
    "–"
  ) : (
    <>
      {built.map((size) => {
        const was = before?.sizes.find(({ name }) => name === size.name)?.value;
        const moved = was !== undefined && Math.abs(was - size.value) > 1e-3 * Math.max(1, was);
        return (
          <span key={size.name} className="line">
            <Explained figure={`${asset.name}.${size.name}`}>
              {Math.abs(size.value) > 1e-3 ? amount(size.value, size.unit) : "not built"}
              {built.length > 1 ? ` (${sizeWords(size.name)})` : ""}
            </Explained>
            {moved ? (
              <span className="moved">
                <s>{amount(was, size.unit)}</s>
              </span>
            ) : null}
          </span>
        );
      })}
    </>
  );
}

function Assets({
  title,
  assets,
  before,
}: {
  title: string;
  assets: readonly AssetReport[];
  before: ReadonlyMap<string, AssetReport>;
}): ReactNode {
  const sorted = [...assets].sort((a, b) => Number(isBuilt(b)) - Number(isBuilt(a)));
  return (
    <div className="scroll" role="region" aria-label={title} tabIndex={0}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">Asset</th>
            <th scope="col" className="n">
              Size
            </th>
            <th scope="col" className="n">
              Most allowed
            </th>
            <th scope="col" className="n">
              Electricity a year
            </th>
            <th scope="col" className="n">
              Cost a year
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((asset) => (
            <tr key={asset.name} className={isBuilt(asset) ? "" : "idle"}>
              <th scope="row">{titleAmong(asset, assets)}</th>
              <td className="n">
                <Sizes asset={asset} before={before.get(asset.name)} />
              </td>
              <td className="n">
                {maxima(asset.sizes).map((line) => (
                  <span key={line} className="line">
                    {line}
                  </span>
                ))}
              </td>
              <td className="n">
                {Math.abs(asset.energyMWh) > 1 ? (
                  <Explained figure={`${asset.name}.energyMWh`}>
                    {energy(asset.energyMWh)}
                  </Explained>
                ) : (
                  "–"
                )}
              </td>
              <td className="n">
                <Explained figure={`${asset.name}.usdPerYear`}>{money(asset.usdPerYear)}</Explained>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function View(): ReactNode {
  return (
    <WithRun>
      {(run, before) => {
        const { package: pack } = run;
        const old = before?.package;
        const assetsBefore = new Map(
          [...(old?.sites.flatMap(({ assets }) => assets) ?? []), ...(old?.portfolio ?? [])].map(
            (asset) => [asset.name, asset] as const,
          ),
        );
        return (
          <>
            <Figures of={KEY_FIGURES} run={run} before={before} />
            {pack.sites.map((site) => (
              <section key={site.name}>
                <h2>{site.name}</h2>
                <p>{siteSentence(site)}</p>
                <Exported title={`Package at ${site.name}`}>
                  <Assets
                    title={`Package at ${site.name}`}
                    assets={site.assets}
                    before={assetsBefore}
                  />
                </Exported>
              </section>
            ))}
            {pack.portfolio.length > 0 ? (
              <section>
                <h2>Whole portfolio</h2>
                <Exported title="Demand and rented compute">
                  <Assets
                    title="Demand and rented compute"
                    assets={pack.portfolio}
                    before={assetsBefore}
                  />
                </Exported>
              </section>
            ) : null}
            {pack.contracts ? (
              <section>
                <h2>Contracts</h2>
                <Markup html={contractsSection(pack.contracts)} />
              </section>
            ) : null}
            {pack.buyer ? (
              <section>
                <h2>The buyer</h2>
                <Markup html={buyerSection(pack.buyer)} />
              </section>
            ) : null}
            {pack.finance ? (
              <section>
                <h2>Pro forma</h2>
                <Markup html={financeSection(pack.finance)} />
              </section>
            ) : null}
            <section>
              <h2>Checks</h2>
              <p>Made from the solved numbers by code that shares nothing with the solver.</p>
              <Markup html={checksTable(pack)} />
            </section>
            <section className="assumptions">
              <h2>{provenanceSentence(pack.provenance)}</h2>
              <Markup html={assumptionsTable(pack)} />
            </section>
          </>
        );
      }}
    </WithRun>
  );
}
