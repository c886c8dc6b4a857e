/** A tariff or bill that was read: its parts, a picture of what a MWh costs when, and where it is to go. */
import { useState } from "react";
import type { ReactNode } from "react";
import { LEVELS, RAMP } from "../../../src/report/html/colours.ts";
import { cellOf, energyPrices } from "../../../src/scenario/tariff-prices.ts";
import type { ListedPart } from "../../../src/scenario/tariff-table.ts";
import type { ImportedTariff } from "../planner/protocol.ts";
import { figures } from "./format.ts";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const [CELL_WIDTH, CELL_HEIGHT, LEFT, TOP] = [17, 15, 40, 40];
const GRID_WIDTH = 24 * CELL_WIDTH;
const GAP = 40;

function whenWords({ months, fromHour, toHour, weekdays }: ListedPart): string {
  const words = [
    months.length > 0 ? months.map((month) => MONTHS[month - 1]).join(" ") : "",
    fromHour === undefined ? "" : `${fromHour}:00 to ${toHour}:00`,
    weekdays ? "weekdays" : "",
  ].filter(Boolean);
  return words.length > 0 ? words.join(", ") : "always";
}

const UNITS = { MWh: "MWh", MWMonth: "MW and month", month: "month" } as const;

function Grid({
  title,
  at,
  isWeekday,
  levelOf,
  perMWh,
}: {
  title: string;
  at: number;
  isWeekday: boolean;
  levelOf: (value: number) => number;
  perMWh: Float64Array;
}): ReactNode {
  return (
    <g transform={`translate(${at} 0)`}>
      <text x={0} y={14} className="strong">
        {title}
      </text>
      {[0, 6, 12, 18, 24].map((hour) => (
        <text key={hour} x={hour * CELL_WIDTH} y={TOP - 6} textAnchor="middle">
          {hour}
        </text>
      ))}
      {MONTHS.map((month, m) =>
        Array.from({ length: 24 }, (_, hour) => (
          <rect
            key={`${month} ${hour}`}
            x={hour * CELL_WIDTH}
            y={TOP + m * CELL_HEIGHT}
            width={CELL_WIDTH - 1}
            height={CELL_HEIGHT - 1}
            fill={RAMP[levelOf(perMWh[cellOf(isWeekday, m + 1, hour)]!)]}
          />
        )),
      )}
    </g>
  );
}

/** What a MWh costs by month and hour, weekdays beside weekends. */
function PricePicture({ parts, currency }: ImportedTariff): ReactNode {
  const { perMWh } = energyPrices(parts);
  const [low, high] = [Math.min(...perMWh), Math.max(...perMWh)];
  const levelOf = (value: number) =>
    high > low ? Math.round(((value - low) / (high - low)) * (LEVELS - 1)) : LEVELS - 1;
  const title =
    high > low
      ? `A MWh costs ${figures(low)} to ${figures(high)} ${currency}, by month and local hour`
      : `A MWh costs ${figures(low)} ${currency} in every hour`;
  const width = LEFT + 2 * GRID_WIDTH + GAP + 10;
  const height = TOP + 12 * CELL_HEIGHT + 34;
  const under = TOP + 12 * CELL_HEIGHT + 12;
  return (
    <figure>
      <h3>{title}</h3>
      <p className="note">Energy, network and tax of the table together.</p>
      <div className="scroll" role="region" aria-label={title} tabIndex={0}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={title}
          style={{ minWidth: 640, maxWidth: 920 }}
        >
          {MONTHS.map((month, m) => (
            <text key={month} x={LEFT - 6} y={TOP + m * CELL_HEIGHT + 12} textAnchor="end">
              {month}
            </text>
          ))}
          <Grid title="Weekdays" at={LEFT} isWeekday levelOf={levelOf} perMWh={perMWh} />
          <Grid
            title="Weekends"
            at={LEFT + GRID_WIDTH + GAP}
            isWeekday={false}
            levelOf={levelOf}
            perMWh={perMWh}
          />
          {high > low ? (
            <g transform={`translate(${LEFT} ${under})`}>
              {RAMP.map((colour, i) => (
                <rect key={colour} x={i * 10} y={0} width={10} height={10} fill={colour} />
              ))}
              <text x={LEVELS * 10 + 8} y={10}>
                {`${figures(low)} to ${figures(high)} ${currency}/MWh`}
              </text>
            </g>
          ) : null}
        </svg>
      </div>
    </figure>
  );
}

function Parts({ parts, currency }: ImportedTariff): ReactNode {
  return (
    <div className="scroll" role="region" aria-label="Parts of the tariff" tabIndex={0}>
      <table>
        <caption>Parts that were read</caption>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Charged on</th>
            <th scope="col" className="n">
              Rate
            </th>
            <th scope="col">Holds</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.name}>
              <th scope="row">{part.name}</th>
              <td>{part.charge}</td>
              <td className="n">{`${figures(part.rate)} ${currency} per ${UNITS[part.basis]}`}</td>
              <td>{whenWords(part)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function coverWords(withoutEnergy: number, parts: readonly ListedPart[]): string {
  if (!parts.some(({ charge }) => charge === "energy"))
    return "The table has no price of energy itself; what the connection pays for energy stays as it is.";
  if (withoutEnergy === 0) return "The table prices energy in every hour.";
  const share = Math.round((100 * withoutEnergy) / (2 * 12 * 24));
  return `The table has no price of energy for ${share < 1 ? "some" : `${share} %`} of the hours of a week in each month; the connection's own price of energy stays, and the table's comes on top.`;
}

/** The tariff, and a button for each site it can be given to. */
export function Tariff({
  name,
  table,
  sites,
  onUse,
}: {
  name: string;
  table: ImportedTariff;
  sites: readonly string[];
  onUse: (site: string, inPlaceOfMarket: boolean) => void;
}): ReactNode {
  const { withoutEnergy } = energyPrices(table.parts);
  const complete = withoutEnergy === 0;
  const [alone, setAlone] = useState(true);
  const isPriced = table.parts.some(({ basis }) => basis === "MWh");
  return (
    <div data-testid="import-tariff">
      <p>
        <b>{name}</b>: a tariff of {table.parts.length} part{table.parts.length === 1 ? "" : "s"} in{" "}
        {table.currency}. {coverWords(withoutEnergy, table.parts)}
      </p>
      {table.notices.length > 0 ? (
        <ul className="note">
          {table.notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      ) : null}
      {isPriced ? <PricePicture {...table} /> : null}
      <Parts {...table} />
      {complete ? (
        <p>
          <label>
            <input
              type="checkbox"
              checked={alone}
              onChange={({ target }) => {
                setAlone(target.checked);
              }}
            />{" "}
            Energy is paid at these rates alone, not at the market's price beside them
          </label>
        </p>
      ) : null}
      {sites.length === 0 ? (
        <p className="note">No site of the scenario has a connection to the grid.</p>
      ) : (
        <p className="buttons">
          {sites.map((site) => (
            <button
              key={site}
              type="button"
              onClick={() => {
                onUse(site, complete && alone);
              }}
            >
              {`Use as the tariff of ${site}`}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
