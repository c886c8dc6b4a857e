/** The map: every site with its megawatts and dates; without tiles or network. */
import { geoGraticule10, geoNaturalEarth1, geoMercator, geoPath } from "d3-geo";
import type { GeoPermissibleObjects, GeoProjection } from "d3-geo";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { feature } from "topojson-client";
import type { Package, SiteReport } from "../../../src/report/package.ts";
import { Explained } from "../parts/explained.tsx";
import { Exported } from "../parts/exported.tsx";
import { Figures } from "../parts/figures.tsx";
import { amount } from "../parts/format.ts";
import { LINE_HEIGHT, placeLabels } from "../parts/map-labels.ts";
import { WithRun } from "../parts/with-run.tsx";
import { loadOutlines } from "../state/built-in.ts";
import { useApp } from "../state/store.ts";
import type { Place, Run } from "../state/store.ts";

const [WIDTH, HEIGHT] = [960, 460];
const FIGURES = ["itMW", "effectiveEFLOPShPerYear", "usdPerEFLOPSh", "cfeHourlyFrac"];

interface Located {
  readonly site: SiteReport;
  readonly place: Place;
  readonly first: string | null;
  readonly full: string | null;
}

function locate(pack: Package, places: readonly Place[]): Located[] {
  return pack.sites.flatMap((site) => {
    const place = places.find(({ id }) => id === site.place);
    const odds = pack.odds?.sites.find((one) => one.site === site.name);
    return place
      ? [{ site, place, first: odds?.firstMW.p50 ?? null, full: odds?.fullPower.p50 ?? null }]
      : [];
  });
}

function useOutlines(): GeoPermissibleObjects | null {
  const [land, setLand] = useState<GeoPermissibleObjects | null>(null);
  useEffect(() => {
    let live = true;
    loadOutlines().then(
      (topology) => {
        const { objects } = topology as { objects: { land: never } };
        if (live) setLand(feature(topology as never, objects.land));
      },
      () => {
        // The sites stand on their graticule all the same.
      },
    );
    return () => {
      live = false;
    };
  }, []);
  return land;
}

/** Sites that lie close together fill the picture; others stand on the whole world. */
function projectionOf(located: readonly Located[]): GeoProjection {
  const points = located.map(({ place }) => [place.longitudeDeg, place.latitudeDeg] as const);
  const spread = (i: 0 | 1) =>
    Math.max(...points.map((point) => point[i])) - Math.min(...points.map((point) => point[i]));
  const frame: [[number, number], [number, number]] = [
    [120, 70],
    [WIDTH - 180, HEIGHT - 70],
  ];
  if (points.length === 0 || spread(0) > 60)
    return geoNaturalEarth1().fitExtent(
      points.length === 0
        ? [
            [0, 0],
            [WIDTH, HEIGHT],
          ]
        : frame,
      points.length === 0
        ? { type: "Sphere" }
        : { type: "MultiPoint", coordinates: points.map((point) => [...point]) },
    );
  if (points.length === 1 || Math.max(spread(0), spread(1)) < 8) {
    const [longitude, latitude] = points[0]!;
    return geoMercator()
      .center([longitude, latitude])
      .scale(900)
      .translate([WIDTH / 2, HEIGHT / 2]);
  }
  return geoMercator().fitExtent(frame, {
    type: "MultiPoint",
    coordinates: points.map((point) => [...point]),
  });
}

function whenWords({ first, full }: Located): string {
  if (first === null) return "";
  return full !== null && full !== first ? `from ${first}, full ${full}` : `from ${first}`;
}

const NARROW = "(max-width: 640px)";
const onNarrow = (changed: () => void) => {
  const query = matchMedia(NARROW);
  query.addEventListener("change", changed);
  return () => {
    query.removeEventListener("change", changed);
  };
};

/** Whether the window is a phone's, on which letters of the map are larger than its scale. */
const useNarrow = () => useSyncExternalStore(onNarrow, () => matchMedia(NARROW).matches);

const isBuilt = ({ site }: Located) => site.itPeakMW > 0.01;

/** Letters as wide as they are drawn. */
const LETTERS = {
  wide: { width: WIDTH, nameLetter: 9, detailLetter: 7.6, nameHeight: 13 },
  narrow: { width: WIDTH, nameLetter: 25, detailLetter: 0, nameHeight: 30 },
};

function Picture({ run, located }: { run: Run; located: readonly Located[] }): ReactNode {
  const land = useOutlines();
  const places = useApp((state) => state.places);
  const projection = useMemo(() => projectionOf(located), [located]);
  const path = geoPath(projection);
  const most = Math.max(1e-6, ...located.map(({ site }) => site.itPeakMW));
  const label = `${run.package.name}: ${located.map((one) => `${one.site.name} ${amount(one.site.itPeakMW, "MW IT")} ${whenWords(one)}`).join(", ")}`;
  const narrow = useNarrow();
  // The largest choose first where names stand; what finds no room has its name under the pointer and in the table.
  const points = [...located]
    .sort((a, b) => b.site.itPeakMW - a.site.itPeakMW)
    .map((one) => {
      const [x, y] = projection([one.place.longitudeDeg, one.place.latitudeDeg]) ?? [0, 0];
      const radius = isBuilt(one) ? 6 + 26 * Math.sqrt(one.site.itPeakMW / most) : 5;
      const size = isBuilt(one) ? amount(one.site.itPeakMW, "MW IT") : "nothing built";
      const when = isBuilt(one) ? whenWords(one) : "";
      const details = [size, when].filter((line) => line !== "");
      return { one, x, y, radius, name: one.site.name, details };
    });
  const labels = placeLabels(
    narrow ? points.map((point) => ({ ...point, details: [] })) : points,
    narrow ? LETTERS.narrow : LETTERS.wide,
  );
  const inside = (x: number, y: number) => x > 0 && x < WIDTH && y > 0 && y < HEIGHT;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className="map">
      <rect width={WIDTH} height={HEIGHT} className="sea" />
      <path d={path(geoGraticule10()) ?? ""} className="grid" />
      {land ? <path d={path(land) ?? ""} className="land" /> : null}
      {places.map((place) => {
        const [x, y] = projection([place.longitudeDeg, place.latitudeDeg]) ?? [-1, -1];
        return inside(x, y) ? (
          <circle key={place.id} cx={x} cy={y} r={2} className="place">
            <title>{`${place.name}, ${place.country}`}</title>
          </circle>
        ) : null;
      })}
      {points.map(({ one, x, y, radius, name, details }) => (
        <circle key={name} cx={x} cy={y} r={radius} className={isBuilt(one) ? "site" : "site none"}>
          <title>{[name, ...details].join(", ")}</title>
        </circle>
      ))}
      {labels.map((placed, i) =>
        placed ? (
          <g key={points[i]!.name} textAnchor={placed.anchor}>
            <text x={placed.x} y={placed.y} className="strong">
              {placed.name}
            </text>
            {placed.details.map((line, row) => (
              <text
                key={line}
                x={placed.x}
                y={placed.y + (row + 1) * LINE_HEIGHT}
                className="detail"
              >
                {line}
              </text>
            ))}
          </g>
        ) : null,
      )}
    </svg>
  );
}

function Sites({ located, timed }: { located: readonly Located[]; timed: boolean }): ReactNode {
  const order = [...located].sort((a, b) => (a.first ?? "9999").localeCompare(b.first ?? "9999"));
  return (
    <div className="scroll" role="region" aria-label="Sites" tabIndex={0}>
      <table>
        <caption>
          {timed ? "Sites, the first to have power on top; medians over the draws" : "Sites"}
        </caption>
        <thead>
          <tr>
            <th scope="col">Site</th>
            <th scope="col">Place</th>
            {timed ? (
              <>
                <th scope="col">First MW</th>
                <th scope="col">Full power</th>
              </>
            ) : null}
            <th scope="col" className="n">
              IT
            </th>
            <th scope="col" className="n">
              At the busbar
            </th>
            <th scope="col" className="n">
              PUE
            </th>
            <th scope="col" className="n">
              Energy a year
            </th>
          </tr>
        </thead>
        <tbody>
          {order.map(({ site, place, first, full }) => (
            <tr key={site.name}>
              <th scope="row">{site.name}</th>
              <td>{`${place.name}, ${place.country}`}</td>
              {timed ? (
                <>
                  <td>{first ?? "–"}</td>
                  <td>{full ?? "–"}</td>
                </>
              ) : null}
              {(["itPeakMW", "facilityPeakMW", "pueAnnual", "facilityMWh"] as const).map(
                (figure) => (
                  <td key={figure} className="n">
                    {site[figure] === null ? (
                      "–"
                    ) : (
                      <Explained figure={`${site.name}.${figure}`}>
                        {figure === "pueAnnual"
                          ? site[figure].toFixed(3)
                          : amount(site[figure], figure === "facilityMWh" ? "MWh" : "MW")}
                      </Explained>
                    )}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Shown({ run, before }: { run: Run; before: Run | null }): ReactNode {
  const places = useApp((state) => state.places);
  const located = useMemo(() => locate(run.package, places), [run, places]);
  return (
    <>
      <figure className="map-figure">
        <Exported title={`Map of ${run.package.name}`} picture>
          <Picture run={run} located={located} />
        </Exported>
      </figure>
      <Exported title="Sites">
        <Sites located={located} timed={run.package.timeline !== null} />
      </Exported>
      <Figures of={FIGURES} run={run} before={before} />
    </>
  );
}

export function View(): ReactNode {
  return <WithRun>{(run, before) => <Shown run={run} before={before} />}</WithRun>;
}
