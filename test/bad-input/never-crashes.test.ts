/** Whatever the text, loading neither throws nor hangs, and says what is wrong when something is. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMap, isSeq, parseDocument } from "yaml";
import { issueLine } from "../../src/scenario/issue.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { GOOD } from "./case.ts";

const SLOWEST_MS = 5000;

async function loads(text: string, set: readonly string[] = []): Promise<void> {
  const start = performance.now();
  const result = await loadScenario(text, { set });
  expect(performance.now() - start).toBeLessThan(SLOWEST_MS);
  if (result.ok) return;
  expect(result.issues.length).toBeGreaterThan(0);
  for (const issue of result.issues) {
    expect(issue.message).not.toBe("");
    const line = issueLine(issue, "scenario.yaml");
    expect(line).not.toContain("\n");
    expect(issue.line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
  }
}

const piece = fc.constantFrom(
  ..."firmwatt: 1|sites:|demand:|lulea:|place: lulea|- |? |: |{|}|[|]|&a |*a|<<: |'|\"|#|---|\n|\n  |\n    |\t|!x |%|@|,|.nan|~|350 MW|__proto__|kind: solar|\u0000|\u202e|\ud800".split(
    "|",
  ),
);

const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1e308, Number.NaN, Infinity, "", "350 MW", "lulea"),
  fc.jsonValue({ maxDepth: 3 }),
);

/** The good scenario with one node deleted, replaced or put in twice. */
function mutated(seeds: readonly number[], action: string, replacement: unknown): string {
  const document = parseDocument(GOOD);
  let node: unknown = document.contents;
  for (const [depth, seed] of seeds.entries()) {
    if ((!isMap(node) && !isSeq(node)) || node.items.length === 0) break;
    const at = seed % node.items.length;
    const item = node.items[at];
    const inner = isMap(node) ? node.items[at]!.value : item;
    const last = depth === seeds.length - 1 || (!isMap(inner) && !isSeq(inner));
    if (!last) {
      node = inner;
      continue;
    }
    if (action === "delete") node.items.splice(at, 1);
    else if (action === "duplicate") node.items.splice(at, 0, item as never);
    else if (isMap(node)) node.items[at]!.value = document.createNode(replacement);
    break;
  }
  return document.toString({}).replaceAll("\t", " ");
}

describe("loading never crashes", () => {
  it("on random text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), (text) => loads(text)),
      { numRuns: 300 },
    );
  });

  it("on random pieces of YAML", async () => {
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
    await fc.assert(
      fc.asyncProperty(text, (random) => loads(random)),
      { numRuns: 500 },
    );
  });

  it("on a good scenario with one part changed", async () => {
    const seeds = fc.array(fc.nat(20), { minLength: 1, maxLength: 5 });
    const action = fc.constantFrom("delete", "duplicate", "replace", "replace");
    await fc.assert(
      fc.asyncProperty(seeds, action, value, (path, how, replacement) =>
        loads(mutated(path, how, replacement)),
      ),
      { numRuns: 150 },
    );
  });

  it("on random settings", async () => {
    const path = fc.constantFrom(
      "year",
      "sites.lulea.place",
      "a.b.c",
      "firmwatt.x",
      "__proto__.x",
      "",
    );
    const setting = fc.tuple(path, fc.string({ maxLength: 30 })).map((parts) => parts.join("="));
    await fc.assert(
      fc.asyncProperty(setting, (random) => loads(GOOD, [random])),
      { numRuns: 150 },
    );
  });
});
