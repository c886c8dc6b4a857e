/** A picture of the page as a file: SVG with the page's own colours written in, PNG at twice its size, its table as CSV. */
import { cell } from "../../../src/report/csv.ts";

/** Style that a picture takes from the page around it. */
const TAKEN = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-size",
  "font-weight",
  "font-family",
  "text-anchor",
] as const;

function copyStyle(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  const words = TAKEN.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
  to.setAttribute("style", words);
  for (let i = 0; i < from.children.length; i++) copyStyle(from.children[i]!, to.children[i]!);
}

/** The picture as a file of its own. */
export function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copyStyle(svg, copy);
  const { width, height, x, y } = svg.viewBox.baseVal;
  const paper = getComputedStyle(document.body).backgroundColor;
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ x, y, width, height, fill: paper }))
    ground.setAttribute(name, String(value));
  copy.prepend(ground);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return new XMLSerializer().serializeToString(copy);
}

/** The picture as PNG, twice as fine as the screen's. */
export async function pngOf(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("this browser makes no PNG"));
    }, "image/png");
  });
}

/** A table of the page as CSV; no cell can start a formula. */
export function tableCSV(table: HTMLTableElement): string {
  return Array.from(table.rows, (row) =>
    Array.from(row.cells, (one) => cell(one.textContent.trim())).join(","),
  ).join("\r\n");
}
