/** Where the year's energy comes from and where it goes, as bands of width in GWh. */
import { colourOf } from "./colours.ts";
import { flowName } from "../explain/names.ts";
import { yearly } from "./hours.ts";
import type { CampusHours } from "./hours.ts";
import {
  at,
  energy,
  explained,
  figure,
  figures,
  label,
  percent,
  spread,
  svg,
  table,
} from "./svg.ts";
import { inSentence } from "../words.ts";

interface Band {
  readonly name: string;
  readonly mwh: number;
  readonly colour: string;
}

const SINKS: Readonly<Record<string, readonly [string, string]>> = {
  it: ["IT", "var(--accent)"],
  cooling: ["Cooling", "#3f9fb0"],
  losses: ["Electrical losses", "#8c8c84"],
  house: ["House load", "#b3a68c"],
  heat: ["Heat sale", "#b07d4b"],
  export: ["Export", "#64748b"],
  colocation: ["Colocation", "#5b84b1"],
  storage: ["Storage losses", "#7f9c2f"],
  grid: ["Sent to the grid", "#64748b"],
};

/** Sources and sinks of the year; dust below a ten-thousandth left out. */
export function energyBands(hours: CampusHours): { sources: Band[]; sinks: Band[] } {
  const sources = new Map<string, Band>();
  const sinks = new Map<string, Band>();
  const add = (bands: Map<string, Band>, name: string, mwh: number, colour: string) =>
    bands.set(name, { name, colour, mwh: mwh + (bands.get(name)?.mwh ?? 0) });
  for (const flow of hours.flows) {
    const mwh = yearly(hours, flow.values);
    if (mwh > 0) add(sources, flow.title, mwh, colourOf(`${flow.key} ${flow.role}`));
    else if (mwh < 0) {
      const [name, colour] = SINKS[flow.role] ?? ["Other", "#8c8c84"];
      add(sinks, name, -mwh, colour);
    }
  }
  const total = [...sources.values()].reduce((sum, { mwh }) => sum + mwh, 0);
  const kept = (bands: Map<string, Band>) =>
    [...bands.values()].filter(({ mwh }) => mwh > 1e-4 * total).sort((a, b) => b.mwh - a.mwh);
  return { sources: kept(sources), sinks: kept(sinks) };
}

const WIDTH = 960;
const TOP = 16;
const BUS = 470;
const NODE = 14;

function band(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  height: number,
  colour: string,
): string {
  const middle = (x0 + x1) / 2;
  const [a, b] = [at(y0 + height), at(y1 + height)];
  return `<path d="M${at(x0)} ${at(y0)}C${at(middle)} ${at(y0)} ${at(middle)} ${at(y1)} ${at(x1)} ${at(y1)}V${b}C${at(middle)} ${b} ${at(middle)} ${a} ${at(x0)} ${a}Z" fill="${colour}" opacity="0.55"/>`;
}

function side(bands: readonly Band[], scale: number, height: number, left: boolean): string {
  const gap =
    bands.length > 1
      ? Math.min(
          34,
          (height - bands.reduce((sum, { mwh }) => sum + mwh * scale, 0)) / (bands.length - 1),
        )
      : 0;
  const edge = left ? 230 : 730;
  let y = TOP;
  let bus = TOP + 30;
  const drawn: string[] = [];
  const middles: number[] = [];
  for (const { mwh, colour } of bands) {
    const thick = Math.max(0.8, mwh * scale);
    drawn.push(
      left ? band(edge, y, BUS, bus, thick, colour) : band(BUS + NODE, bus, edge, y, thick, colour),
      `<rect x="${left ? edge - NODE : edge}" y="${at(y)}" width="${NODE}" height="${at(thick)}" fill="${colour}"/>`,
    );
    middles.push(y + thick / 2);
    y += thick + gap;
    bus += mwh * scale;
  }
  const lines = spread(middles, 34, TOP + 8, TOP + height + 60);
  bands.forEach(({ name, mwh }, i) => {
    const x = left ? edge - NODE - 8 : edge + NODE + 8;
    const anchor = left ? "end" : "start";
    drawn.push(
      label(x, lines[i]! - 2, name, { anchor, kind: "strong" }),
      label(x, lines[i]! + 15, energy(mwh), { anchor }),
    );
  });
  return drawn.join("");
}

export function energyFlow(hours: CampusHours): string {
  const { sources, sinks } = energyBands(hours);
  const total = sources.reduce((sum, { mwh }) => sum + mwh, 0);
  const it = sinks.find(({ name }) => name === "IT")?.mwh ?? 0;
  const title =
    total > 0
      ? `Of ${figures(total / 1000)} GWh a year, ${percent(it / total)} reaches IT; ${inSentence(sources[0]!.name)} brings ${sources.length > 1 ? percent(sources[0]!.mwh / total) : "all of it"}`
      : "No energy flows in this plan";
  const most = Math.max(1, sources.length, sinks.length);
  const height = Math.max(280, most * 60);
  const scale = total > 0 ? (height - (most - 1) * 34) / total : 0;
  const busHeight = total * scale;
  const picture = svg(
    WIDTH,
    height + 44,
    title,
    `${side(sources, scale, height, true)}${side(sinks, scale, height, false)}${total > 0 ? `<rect x="${BUS}" y="${TOP + 30}" width="${NODE}" height="${at(busHeight)}" class="ink"/>${label(BUS + NODE / 2, TOP + 20, `Campus ${energy(total)}`, { anchor: "middle", kind: "strong" })}` : ""}`,
  );
  const rows = [
    ...sources.map((one) => ["from", one] as const),
    ...sinks.map((one) => ["to", one] as const),
  ];
  return figure({
    id: "energy-flow",
    title,
    picture,
    table: table(
      "Energy a year",
      [
        { text: "Flow" },
        { text: "Direction" },
        { text: "Energy a year", number: true },
        { text: "Share", number: true },
      ],
      rows.map(([way, { name, mwh }]) => [
        name,
        way === "from" ? "into the campus" : "out of the campus",
        explained(flowName(hours.site, way === "from" ? "in" : "out", name, "MWh"), energy(mwh)),
        explained(
          flowName(hours.site, way === "from" ? "in" : "out", name, "share"),
          percent(mwh / total),
        ),
      ]),
    ),
  });
}
