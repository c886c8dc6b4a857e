/** Horizontal bars with a whisker of one standard error to each side. */
import { at, barsRole, escapeHTML, htmlOf, maybeExplained, proseHTML } from "./svg.ts";

export interface EstimateBar {
  readonly label: string;
  readonly mean: number;
  readonly standardError: number;
  readonly text: string;
  readonly alarm?: boolean;
  /** What `explain` calls the mean. */
  readonly figure?: string;
}

/** `full` is the value of a whole track; by default the highest whisker. */
export function estimateBars(words: string, items: readonly EstimateBar[], full?: number): string {
  const most =
    full ?? items.reduce((top, one) => Math.max(top, one.mean + one.standardError), 1e-12);
  const share = (value: number) => at((100 * Math.max(0, Math.min(most, value))) / most);
  const rows = items.map(({ label, mean, standardError, text, alarm, figure }) => {
    const low = share(mean - standardError);
    const wide = at(Number(share(mean + standardError)) - Number(low));
    const whisker = `<b style="position:absolute;left:${low}%;width:${wide}%;min-width:3px;top:3px;bottom:3px;border:solid var(--ink);border-width:0 1px;background:linear-gradient(var(--ink),var(--ink)) center/100% 1px no-repeat"></b>`;
    return `<div class="bar"><span class="name">${proseHTML(label)}</span><span class="track" style="position:relative"><i${alarm ? ' class="alarm"' : ""} style="width:${share(mean)}%"></i>${whisker}</span><span class="value">${htmlOf(maybeExplained(figure, text))}</span></div>`;
  });
  return `<div class="bars" role="${barsRole(items)}" aria-label="${escapeHTML(words)}">${rows.join("")}</div>`;
}
