/** How far the optimum caps chips: use of each piece of the power-cap curve. */
import { threeFigures } from "../bottlenecks.ts";
import { capPieceName } from "../explain/names.ts";
import type { Package } from "../package.ts";
import { bars, explained, figure, percent, table } from "./svg.ts";

export interface CapPiece {
  /** Name of the fleet in the package, and its title. */
  readonly asset: string;
  readonly fleet: string;
  readonly site: string;
  readonly workload: string;
  readonly piece: number;
  readonly used: number;
}

/** Pieces of the power-cap curves in order, from the rows of the fleets. */
export function capPieces(pack: Package): CapPiece[] {
  return [...pack.sites.flatMap(({ assets }) => assets), ...pack.portfolio].flatMap((asset) =>
    asset.rows.flatMap(({ label, value }) => {
      const found = /^Power-cap piece (\d+) used(?:, (.*))?$/.exec(label);
      return found && Number.isFinite(value)
        ? [
            {
              asset: asset.name,
              fleet: asset.title,
              site: asset.site,
              workload: found[2] ?? "",
              piece: Number(found[1]),
              used: value,
            },
          ]
        : [];
    }),
  );
}

function sentence(pieces: readonly CapPiece[]): string {
  if (pieces.length === 0) return "No power-cap curve is modelled";
  const top = pieces.filter(
    (one) =>
      !pieces.some(
        (other) =>
          other.fleet === one.fleet &&
          other.site === one.site &&
          other.workload === one.workload &&
          other.piece > one.piece,
      ),
  );
  const least = top.reduce((low, one) => (one.used < low.used ? one : low));
  // A curve of one piece has no cap: what is not used is off.
  if (pieces.every(({ piece }) => piece === 1))
    return least.used > 0.9995
      ? "Every chip runs at full power in every hour"
      : `${least.fleet} at ${least.site} runs at ${percent(least.used)} of its full power on average; no caps are modelled`;
  if (least.used > 0.9995)
    return "The optimum caps no chip: every piece of the power curve is used in full";
  if (least.used < 0.005)
    return `The optimum caps ${least.fleet} in nearly every hour: the last piece of its power curve, where a watt yields least, goes unused`;
  return `The optimum caps ${least.fleet} now and then: the last piece of its power curve, where a watt yields least, is used to ${percent(least.used)}`;
}

/** Compute per MWh with the caps chosen and with none, in words; empty when no fleet runs. */
function yieldWords(pack: Package): string {
  return pack.sites
    .flatMap(({ assets }) => assets)
    .flatMap(({ title, site, rows }) => {
      const of = (label: string) => rows.find((row) => row.label === label)?.value;
      const capped = of("Compute per MWh of IT");
      const uncapped = of("Compute per MWh of IT without capping");
      // Without caps both are the same.
      return capped === undefined || uncapped === undefined || capped <= uncapped * 1.0005
        ? []
        : [
            `${title} at ${site} yields ${threeFigures(capped / 1e6)} EFLOP per MWh of IT, against ${threeFigures(uncapped / 1e6)} at full power.`,
          ];
    })
    .join(" ");
}

export function powerCap(pack: Package): string {
  const pieces = capPieces(pack);
  const title = sentence(pieces);
  const many = new Set(pieces.map(({ site, fleet }) => `${site}|${fleet}`)).size > 1;
  const capped = pieces.some(({ piece }) => piece > 1);
  const name = (one: CapPiece) =>
    `${many ? `${one.fleet}, ${one.site}, ` : ""}${one.workload || "all work"}${capped ? `, piece ${one.piece}` : ""}`;
  return figure({
    id: "power-cap",
    title,
    note: capped
      ? `Pieces of the power-cap curve from the most fruitful watt to the least; a piece used below 100 % means chips are capped or idle in some hours. ${yieldWords(pack)}`
      : "Mean power of the chips over full power, from the day they come; below 100 % they wait for power or are idle in some hours.",
    picture: bars(
      title,
      pieces.map((one) => ({
        label: name(one),
        value: one.used,
        text: percent(one.used),
        figure: capPieceName(one.asset, one.workload, one.piece),
      })),
      1,
    ),
    table: table(
      "Use of the power-cap curve",
      [
        { text: "Fleet" },
        { text: "Site" },
        { text: "Workload" },
        { text: "Piece", number: true },
        { text: "Used", number: true },
      ],
      pieces.map((one) => [
        one.fleet,
        one.site,
        one.workload,
        String(one.piece),
        explained(capPieceName(one.asset, one.workload, one.piece), percent(one.used)),
      ]),
    ),
  });
}
