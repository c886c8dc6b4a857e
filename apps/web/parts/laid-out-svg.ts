/** A picture that the page lays out in boxes and words (bars, strips) as an SVG: what is seen, where it is seen. */

const NAMESPACE = "http://www.w3.org/2000/svg";

interface Line {
  readonly text: string;
  readonly left: number;
  readonly bottom: number;
}

/** The lines a text is broken into, at spaces or after hyphens, with where each begins. */
function linesOf(node: Text): Line[] {
  const lines: { from: number; to: number; left: number; top: number; bottom: number }[] = [];
  for (const { index, 0: piece } of node.data.matchAll(/[^\s-]*-|[^\s-]+/g)) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + piece.length);
    const [rect] = range.getClientRects();
    if (!rect) continue;
    const last = lines.at(-1);
    const to = index + piece.length;
    if (last && Math.abs(last.top - rect.top) < 2) last.to = to;
    else lines.push({ from: index, to, left: rect.left, top: rect.top, bottom: rect.bottom });
  }
  return lines.map(({ from, to, left, bottom }) => ({
    text: node.data
      .slice(from, to)
      .replaceAll(/\s+/g, (space) => (space.includes("\u202F") ? space : " ")),
    left,
    bottom,
  }));
}

function add(
  svg: SVGSVGElement,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): Element {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  svg.append(made);
  return made;
}

const isSeen = (colour: string) => colour !== "" && !/^(transparent|rgba\(.*, 0\))$/.test(colour);

/** Boxes with a background become rectangles, words stay words. */
export function laidOutSVG(root: HTMLElement): SVGSVGElement {
  const frame = root.getBoundingClientRect();
  const svg = document.createElementNS(NAMESPACE, "svg");
  svg.setAttribute("viewBox", `0 0 ${Math.ceil(frame.width)} ${Math.ceil(frame.height)}`);
  for (const box of root.querySelectorAll<HTMLElement>("*")) {
    const { backgroundColor, backgroundImage, opacity, color } = getComputedStyle(box);
    const rect = box.getBoundingClientRect();
    const at = { x: rect.left - frame.left, y: rect.top - frame.top };
    if (isSeen(backgroundColor))
      add(svg, "rect", {
        ...at,
        width: rect.width,
        height: rect.height,
        fill: backgroundColor,
        opacity,
      });
    else if (backgroundImage.startsWith("linear-gradient"))
      // A whisker: a line through its box, an end at each side.
      add(svg, "path", {
        d: `M${at.x} ${at.y}v${rect.height}m0 ${-rect.height / 2}h${rect.width}m0 ${-rect.height / 2}v${rect.height}`,
        stroke: color,
        fill: "none",
      });
    else if (backgroundImage.includes("gradient")) {
      // Hatching: its first colour says what it stands for.
      const fill = /rgba?\([^)]*[1-9][^)]*\)/.exec(backgroundImage)?.[0] ?? color;
      add(svg, "rect", { ...at, width: rect.width, height: rect.height, fill, opacity: 0.6 });
    }
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const style = getComputedStyle(node.parentElement!);
    for (const { text, left, bottom } of linesOf(node as Text))
      add(svg, "text", {
        x: left - frame.left,
        y: bottom - frame.top - 0.26 * Number.parseFloat(style.fontSize),
        fill: style.color,
        "font-size": style.fontSize,
        "font-family": style.fontFamily,
        "font-weight": style.fontWeight,
      }).textContent = text;
  }
  return svg;
}
