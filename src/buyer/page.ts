/** A comparison as one self-contained page: advice, pictures, tables. */
import { PAGE_STYLE } from "../report/html/page-style.ts";
import { escapeHTML, proseHTML, table } from "../report/html/svg.ts";
import { resolutionWords } from "../report/resolution-words.ts";
import { writtenIn } from "../units/money.ts";
import type { BuyerComparison } from "./compare.ts";
import { sizePicture, usePicture } from "./picture.ts";
import {
  breakCells,
  BREAK_HEADS,
  concentrationSentences,
  headOf,
  headSentence,
  poolSentence,
  refusedIn,
  wayCells,
  wayHeads,
  WAY_TITLES,
  whoSentence,
} from "./text.ts";

const list = (items: readonly string[]) =>
  `<ul>${items.map((item) => `<li>${proseHTML(item)}</li>`).join("")}</ul>`;

/** Advice, pictures and tables, as they stand on a page or in the app. */
export const comparisonFigures = (comparison: BuyerComparison): string =>
  writtenIn(comparison.money, () => figuresOf(comparison));

function figuresOf(comparison: BuyerComparison): string {
  const { sizes, pool, notices } = comparison;
  const head = headOf(comparison);
  const refused = refusedIn(comparison);
  const breaks = sizes.flatMap(breakCells);
  return `${sizePicture(comparison)}
${head ? usePicture(head) : ""}
<section><h2>Advice by size</h2>${list(sizes.map(({ advice }) => advice.sentence))}</section>
<section><h2>The ways side by side</h2>${table(
    "The same compute, three ways",
    wayHeads().map((text, c) => ({ text, number: c > 0 && c < 6 })),
    sizes.flatMap(({ ways }) => ways.map(wayCells)),
  )}${
    head
      ? table(
          "What is built or signed",
          [{ text: "Way" }, { text: "Parts" }],
          head.ways.map(({ way, figures }) => [
            WAY_TITLES[way],
            figures ? figures.parts.join("; ") : "–",
          ]),
        )
      : ""
  }</section>
${
  breaks.length > 0
    ? `<section><h2>What would tip it</h2><p class="note">Use: share of hours in which the chips work, spread over the year. Need: years until the compute is no longer needed; what lasts longer is then sold.</p>${table(
        "Break-evens against renting",
        BREAK_HEADS.map((text, c) => ({ text, number: c > 1 })),
        breaks,
      )}</section>`
    : ""
}
${refused.length > 0 ? `<section><h2>What cannot be signed</h2>${list(refused.map(({ name, reason }) => `${name}: ${reason}`))}</section>` : ""}
<section><h2>On whom it hangs</h2>${list(concentrationSentences(comparison))}</section>
${pool ? `<section><h2>Buying power together</h2><p>${proseHTML(poolSentence(pool))}</p></section>` : ""}
${notices.length > 0 ? `<section><h2>Notes</h2>${list(notices)}</section>` : ""}`;
}

/** One page that needs nothing else. */
export function comparisonPage(comparison: BuyerComparison): string {
  const { name, chip, resolution } = comparison;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHTML(name)}: own, colocate or rent – Firmwatt</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHTML(name)}: own, colocate or rent</h1>
<p class="sentence">${escapeHTML(headSentence(comparison))}</p>
<p class="status">${escapeHTML(whoSentence(comparison))} Hours of ${escapeHTML(chip)}, ${escapeHTML(resolutionWords(resolution))}. <span class="badge loud">SYNTHETIC</span> hourly series are typical years unless the scenario names files. <span class="badge estimated">estimated</span> people, development, limits by rating and what contracts ask (data/credit.csv).</p>
</header>
<main>
${comparisonFigures(comparison)}
</main>
</body>
</html>
`;
}
