/** A supply curve as one self-contained page. */
import { PAGE_STYLE } from "../report/html/page-style.ts";
import { escapeHTML, proseHTML, figures } from "../report/html/svg.ts";
import { resolutionWords } from "../report/resolution-words.ts";
import { writtenIn } from "../units/money.ts";
import type { Curve } from "./curve.ts";
import { curveFigures } from "./picture.ts";
import { curveSentence } from "./text.ts";

/** One page that needs nothing else. */
export function curvePage(curve: Curve): string {
  const { name, plans, facilityMW, resolution, missing } = curve;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHTML(name)}: megawatt supply curve – Firmwatt</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHTML(name)}: megawatt supply curve</h1>
<p class="sentence">${escapeHTML(writtenIn(curve.money, () => curveSentence(curve)))}</p>
<p class="status">${plans} plans beside a facility of ${figures(facilityMW)} MW; over ${escapeHTML(resolutionWords(resolution))}. <span class="badge loud">SYNTHETIC</span> hourly series are typical years unless the scenario names files</p>
</header>
<main>
${curveFigures(curve)}
${missing.length > 0 ? `<section><h2>Not measured</h2><ul>${missing.map(({ title, reason }) => `<li>${proseHTML(`${title}: ${reason}`)}</li>`).join("")}</ul></section>` : ""}
</main>
</body>
</html>
`;
}
