/** The structure held by code: import order, no cycles across folders, no block importing a block, no file too long. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const SRC = join(ROOT, "src");

/** Layers from the bottom up; a file may import its own layer and those before it. */
const ORDER = [
  "units",
  "catalog",
  "finance",
  "climate",
  "timing",
  "simulation",
  "reliability",
  "problem",
  "blocks",
  "law",
  "scenario",
  "model",
  "slips",
  "solver",
  "report",
  "repairs",
  "search",
  "earliest",
  "relief",
  "relief-over-time",
  "law-variants",
  "why-nothing",
  "plan",
  "rank",
  "front",
  "curve",
  "buyer",
  "percentiles",
  "replan",
  "index",
];
/** Files over 400 lines, each with its reason. */
const LONG_FILES: Readonly<Record<string, string>> = {
  "src/problem/certificate.ts": "one independent check read top to bottom",
};

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"),
    )
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Resolved relative imports of a file, and the names of packages it imports. */
function importsOf(file: string): { files: string[]; packages: string[] } {
  const text = readFileSync(file, "utf8");
  const names = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!);
  return {
    files: names.filter((name) => name.startsWith(".")).map((name) => resolve(dirname(file), name)),
    packages: names.filter((name) => !name.startsWith(".")),
  };
}

const sources = filesBelow(SRC).filter((file) => !file.endsWith(".test.ts"));
const layerOf = (file: string) => relative(SRC, file).split("/")[0]!.replace(/\.ts$/, "");
const shown = (file: string) => relative(ROOT, file);

describe("architecture", () => {
  it("every file of src stands in a known layer", () => {
    expect(sources.map(layerOf).filter((layer) => !ORDER.includes(layer))).toEqual([]);
  });

  it("imports go down the layers", () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .files.filter(
          (target) =>
            target.startsWith(SRC) && ORDER.indexOf(layerOf(target)) > ORDER.indexOf(layerOf(file)),
        )
        .map((target) => `${shown(file)} imports ${shown(target)}`),
    );
    expect(wrong).toEqual([]);
  });

  it("src imports no node: module and nothing from apps", () => {
    const wrong = sources.flatMap((file) => {
      const { files, packages } = importsOf(file);
      return [
        ...packages.filter((name) => name.startsWith("node:")),
        ...files.filter((target) => target.includes("/apps/")),
      ].map((name) => `${shown(file)} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it("no block imports another group's block; patterns and fields are shared", () => {
    const blocks = sources.filter((file) => layerOf(file) === "blocks");
    const group = (file: string) => relative(join(SRC, "blocks"), file).split("/");
    const wrong = blocks.flatMap((file) => {
      const [from, ...rest] = group(file);
      if (rest.length === 0) return [];
      return importsOf(file)
        .files.filter((target) => target.startsWith(join(SRC, "blocks")))
        .filter((target) => {
          const [to, ...inside] = group(target);
          return inside.length > 0 && to !== "patterns" && to !== from;
        })
        .map((target) => `${shown(file)} imports ${shown(target)}`);
    });
    expect(wrong).toEqual([]);
  });

  it("each block's kind is its file's name", () => {
    const wrong = sources
      .filter((file) =>
        /blocks\/(supply|storage|cooling|hall|heat|rule|workload|connection|contract|load)\//.test(
          file,
        ),
      )
      .flatMap((file) => {
        const kinds = [
          ...readFileSync(file, "utf8").matchAll(/(?:^ {2}|\(\{ )kind: "([a-z0-9-]+)"/gm),
        ].map((match) => match[1]!);
        return kinds
          .filter((kind) => !file.endsWith(`/${kind}.ts`))
          .map((kind) => `${shown(file)} holds ${kind}`);
      });
    expect(wrong).toEqual([]);
  });

  it("files say what they are and stay short", () => {
    const wrong = sources.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const lines = text.split("\n").length;
      const long = lines > 400 && !(shown(file) in LONG_FILES);
      return [
        ...(text.startsWith("/**") ? [] : [`${shown(file)} does not say what it is`]),
        ...(long ? [`${shown(file)} has ${lines} lines`] : []),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("the repository names no machine path", () => {
    const wrong = filesBelow(ROOT)
      .filter((file) => !/node_modules|\/dist\/|\/out\/|\/\.cache\//.test(file))
      .filter((file) => readFileSync(file, "utf8").includes(["", "work", ""].join("/") + "main"));
    expect(wrong.map(shown)).toEqual([]);
  });

  it("no text keeps the marks of a merge that was left half done", () => {
    const marked = ["docs", "src", "apps", "test", "examples", "data", "bench"]
      .flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }),
      )
      .filter((entry) => entry.isFile() && /\.(md|tsx?|css|ya?ml|csv)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => /^(<{7}|>{7}) /m.test(readFileSync(file, "utf8")))
      .map(shown);
    expect(marked).toEqual([]);
  });
});
