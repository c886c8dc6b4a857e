/** Files of one's own: hourly prices or weather, EPW, a list of sites, a tariff or bill; dropped, chosen or pasted, shown before use. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Imported, ImportedTariff } from "../planner/protocol.ts";
import { planner } from "../state/session.ts";
import { useApp } from "../state/store.ts";
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

/** What was read, and what can be done with it. */
function Found({
  name,
  text,
  what,
  props: { onFile, onSettings, onTariff, connected },
}: {
  name: string;
  text: string;
  what: Imported;
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
        onSettings([`sites.${site}.${what.use}={file: ${JSON.stringify(name)}}`]);
      }}
    />
  );
}

export function Import(props: Props): ReactNode {
  const { files } = props;
  const [found, setFound] = useState<{ name: string; text: string; what: Imported } | null>(null);
  const [fault, setFault] = useState("");
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState("");
  const read = async (name: string, text: string) => {
    setFault("");
    try {
      setFound({ name, text, what: await planner.read(text) });
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
        Hourly prices, carbon or weather (8,760, 8,784 or 35,040 rows), EPW weather, a list of sites
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
              onClick={() => void read("pasted.csv", pasted)}
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
      {found ? <Found {...found} props={props} /> : null}
    </section>
  );
}
