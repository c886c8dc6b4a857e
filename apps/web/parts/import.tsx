/** Files of one's own: hourly prices or weather, EPW, a list of sites, a tariff or bill; dropped, chosen or pasted, shown before use. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { LeftOpen } from "../../../src/climate/readers/hourly.ts";
import type { HourlyOptions } from "../../../src/climate/readers/hourly-options.ts";
import type { Imported, ImportedTariff } from "../planner/protocol.ts";
import { planner } from "../state/session.ts";
import { useApp } from "../state/store.ts";
import { YearAndClock } from "./import-clock.tsx";
import { Refused } from "./import-refused.tsx";
import { Tariff } from "./import-tariff.tsx";
import { SeriesPicture } from "./series-picture.tsx";

interface Props {
  readonly files: Readonly<Record<string, string>>;
  /** Keeps a file under its name, so that the scenario can name it. */
  readonly onFile: (name: string, content: string) => void;
  /** Writes settings into the scenario's text. */
  readonly onSettings: (set: readonly string[]) => void;
  /** Writes a tariff into the scenario's text. */
  readonly onTariff: (site: string, table: ImportedTariff, inPlaceOfMarket: boolean) => void;
  /** Sites with a connection that could be billed by a tariff. */
  readonly connected: readonly string[];
}

const MOST_BYTES = 64 * 1024 * 1024;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function Hours({
  found,
  name,
  onUse,
}: {
  found: Extract<Imported, { kind: "hours" }>;
  name: string;
  onUse: (site: string) => void;
}): ReactNode {
  const sites = useApp((state) => state.run?.package.sites ?? []);
  const start = new Date(found.startUTC);
  return (
    <>
      <p>
        <b>{name}</b>: {found.columns[0]?.values.length ?? 0} hours from{" "}
        {found.startUTC.slice(0, 10)}, a {WEEKDAYS[start.getUTCDay()]}, on the UTC clock.
      </p>
      {found.notices.length > 0 ? (
        <ul className="note">
          {found.notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      ) : null}
      {found.columns.map((column) => (
        <SeriesPicture key={column.name} {...column} startUTC={found.startUTC} />
      ))}
      <p className="buttons">
        {sites.map((site) => (
          <button
            key={site.name}
            type="button"
            onClick={() => {
              onUse(site.name);
            }}
          >
            {`Use as ${found.use} of ${site.name}`}
          </button>
        ))}
      </p>
    </>
  );
}

function Sites({
  found,
  onUse,
}: {
  found: Extract<Imported, { kind: "sites" }>;
  onUse: () => void;
}): ReactNode {
  return (
    <>
      <table>
        <caption>Sites of the list</caption>
        <thead>
          <tr>
            <th scope="col">Site</th>
            <th scope="col">Weather and prices of</th>
            <th scope="col" className="n">
              km away
            </th>
            <th scope="col" className="n">
              Firm MW
            </th>
          </tr>
        </thead>
        <tbody>
          {found.sites.map((site) => (
            <tr key={site.name}>
              <th scope="row">{site.name}</th>
              <td>{site.place}</td>
              <td className="n">{Math.round(site.distanceKm)}</td>
              <td className="n">{site.firmMW ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="buttons">
        <button type="button" onClick={onUse}>
          Write them into the scenario
        </button>
      </p>
    </>
  );
}

/** A file as a scenario names it, with what the file itself does not say. */
function fileEntry(name: string, { expectedYear, utcOffsetHours }: HourlyOptions): string {
  const clock = utcOffsetHours === undefined ? "" : `, utcOffsetHours: ${utcOffsetHours}`;
  const year = expectedYear === undefined ? "" : `, year: ${expectedYear}`;
  return `{file: ${JSON.stringify(name)}${clock}${year}}`;
}

/** A name for what is pasted under which no other text is kept. */
function pastedName(files: Props["files"], text: string): string {
  const names = ["pasted.csv", ...Object.keys(files).map((_, i) => `pasted-${i + 2}.csv`)];
  return names.find((name) => files[name] === undefined || files[name] === text)!;
}

interface Read {
  readonly name: string;
  readonly text: string;
  readonly what: Imported;
  /** What the file left open when it was read first, and what has been said about it since. */
  readonly open: LeftOpen | undefined;
  readonly stated: HourlyOptions;
}

/** What was read, and what can be done with it. */
function Found({
  name,
  text,
  what,
  stated,
  props: { onFile, onSettings, onTariff, connected },
}: {
  name: string;
  text: string;
  what: Imported;
  stated: HourlyOptions;
  props: Props;
}): ReactNode {
  if (what.kind === "refused") return <Refused name={name} text={text} issues={what.issues} />;
  if (what.kind === "sites")
    return (
      <Sites
        found={what}
        onUse={() => {
          onSettings(what.settings);
        }}
      />
    );
  if (what.kind === "tariff")
    return (
      <Tariff
        name={name}
        table={what.table}
        sites={connected}
        onUse={(site, inPlaceOfMarket) => {
          onTariff(site, what.table, inPlaceOfMarket);
        }}
      />
    );
  return (
    <Hours
      found={what}
      name={name}
      onUse={(site) => {
        onFile(name, text);
        onSettings([`sites.${site}.${what.use}=${fileEntry(name, stated)}`]);
      }}
    />
  );
}

export function Import(props: Props): ReactNode {
  const { files } = props;
  const [found, setFound] = useState<Read | null>(null);
  const [fault, setFault] = useState("");
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState("");
  const read = async (name: string, text: string, again?: Pick<Read, "open" | "stated">) => {
    setFault("");
    const stated = again?.stated ?? {};
    try {
      const what = await planner.read(text, stated);
      const open = again?.open ?? (what.kind === "refused" ? what.open : undefined);
      setFound({ name, text, what, open, stated });
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  const open = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) {
      setFault(
        `${file.name} is larger than 64 MB; a year of hours is far smaller. Cut it down to one year.`,
      );
      return;
    }
    await read(file.name, await file.text());
  };
  return (
    <section data-testid="import">
      <h2>Files of your own</h2>
      <p>
        Hourly prices, carbon or weather (8 760, 8 784 or 35 040 rows), EPW weather, a list of sites
        as CSV or GeoJSON, or a tariff or bill as a table (item, rate, unit; or item, quantity,
        unit, amount EUR). Nothing leaves this browser.
      </p>
      <div
        className={over ? "drop over" : "drop"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void open(event.dataTransfer.files[0]);
        }}
      >
        <p className="buttons">
          <label>
            Drop a file here, or choose one:{" "}
            <input
              type="file"
              accept=".csv,.txt,.epw,.json,.geojson,.tsv"
              onChange={({ target }) => {
                void open(target.files?.[0]);
                target.value = "";
              }}
            />
          </label>
        </p>
        <details>
          <summary>Paste it instead</summary>
          <textarea
            aria-label="Pasted rows"
            rows={6}
            style={{ width: "100%" }}
            value={pasted}
            onChange={({ target }) => {
              setPasted(target.value);
            }}
          />
          <p className="buttons">
            <button
              type="button"
              disabled={pasted.trim() === ""}
              onClick={() => void read(pastedName(files, pasted), pasted)}
            >
              Read it
            </button>
          </p>
        </details>
      </div>
      {fault ? (
        <p className="trouble" role="alert">
          {fault}
        </p>
      ) : null}
      {Object.keys(files).length > 0 ? (
        <p className="note">Kept for this scenario: {Object.keys(files).join(", ")}.</p>
      ) : null}
      {found?.open?.clock ? (
        <YearAndClock
          key={`${found.name} ${found.text.length}`}
          name={found.name}
          asksYear={found.open.year}
          onState={(stated) => void read(found.name, found.text, { open: found.open, stated })}
        />
      ) : null}
      {found ? <Found {...found} props={props} /> : null}
    </section>
  );
}
