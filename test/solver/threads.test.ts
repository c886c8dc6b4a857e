/** Slices spread over worker threads: the same bytes, prompt stops, no hang; and bundles for browsers. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { campusProblem } from "../../bench/solver/campus.ts";
import type { Solution } from "../../src/problem/solution.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
import { buildForm } from "../../src/solver/chain/presolve.ts";
import { isContradiction } from "../../src/solver/chain/form.ts";
import { placeMember } from "../../src/solver/chain/team/host.ts";
import { solveByTeam, teamSize } from "../../src/solver/chain/team/lead.ts";

const SOURCES = join(import.meta.dirname, "..", "..", "src", "solver");
const folder = mkdtempSync(join(tmpdir(), "firmwatt-threads-"));
const member = pathToFileURL(join(folder, "member.mjs"));

function programs(text: string): URL {
  const file = join(folder, "broken.mjs");
  writeFileSync(file, text);
  return pathToFileURL(file);
}

function bytesOf(solution: Solution): Uint8Array[] {
  const { design, slices, budgetDuals, designRowDuals } = solution;
  const arrays = [design, budgetDuals, designRowDuals];
  for (const slice of slices) arrays.push(...slice.values, ...slice.rowDuals, ...slice.stateDuals);
  return arrays.map((array) => new Uint8Array(array.slice().buffer));
}

function formOf(hours: number, sites: number) {
  const form = buildForm(campusProblem({ hours, sites }));
  if (isContradiction(form)) throw new Error(form.reason);
  return form;
}

beforeAll(async () => {
  await build({
    entryPoints: [join(SOURCES, "chain", "team", "member.ts")],
    outfile: join(folder, "member.mjs"),
    bundle: true,
    format: "esm",
    platform: "neutral",
  });
});

afterEach(() => {
  placeMember(member);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("threads", () => {
  it("give the same bytes for one, two and three", async () => {
    placeMember(member);
    const problem = campusProblem({ hours: 800, sites: 4 });
    expect(teamSize(formOf(800, 4), 2)).toBe(2);
    const alone = await solveContinuous(problem);
    expect(alone.status).toBe("optimal");
    for (const threads of [2, 3]) {
      const seen: number[] = [];
      const team = await solveContinuous(problem, {
        threads,
        onProgress: (progress) => seen.push(progress.iteration),
      });
      expect(team).toMatchObject({ status: "optimal", iterations: alone.iterations });
      expect(team.objective).toBe(alone.objective);
      expect(seen.at(-1)).toBe(alone.iterations);
      expect(bytesOf(team)).toEqual(bytesOf(alone));
    }
  });

  it("that rest serve the next solve, another problem among them", async () => {
    placeMember(member);
    const problem = campusProblem({ hours: 800, sites: 4 });
    const first = await solveContinuous(problem, { threads: 2 });
    const other = campusProblem({ hours: 1000, sites: 4, seed: 2 });
    const between = await solveContinuous(other, { threads: 2 });
    expect(bytesOf(between)).toEqual(bytesOf(await solveContinuous(other)));
    const again = await solveContinuous(problem, { threads: 2 });
    expect(again.iterations).toBe(first.iterations);
    expect(bytesOf(again)).toEqual(bytesOf(first));
  });

  it("give a start for the next solve", async () => {
    placeMember(member);
    const problem = campusProblem({ hours: 800, sites: 4 });
    const first = await solveContinuous(problem, { threads: 2 });
    const again = await solveContinuous(problem, { threads: 2, warmStart: first });
    expect(again.iterations).toBeLessThanOrEqual(0.5 * first.iterations);
  });

  it("are really used: a team answers without the calling thread", async () => {
    placeMember(member);
    const found = await solveByTeam(formOf(800, 4), 2, {}, performance.now());
    expect(found?.outcome.kind).toBe("converged");
  });

  it("stop within an iteration or two when asked, and at a time limit", async () => {
    placeMember(member);
    const stop = new AbortController();
    const seen: number[] = [];
    const problem = campusProblem({ hours: 1600, sites: 4 });
    const solution = await solveContinuous(problem, {
      threads: 2,
      signal: stop.signal,
      onProgress: (progress) => {
        seen.push(progress.iteration);
        if (progress.iteration === 10) stop.abort();
      },
    });
    expect(solution).toMatchObject({ status: "stopped", reason: "stopped by the caller" });
    expect(seen.at(-1)).toBeLessThanOrEqual(13);
    const late = await solveContinuous(problem, { threads: 2, timeLimitSeconds: 0 });
    expect(late).toMatchObject({ status: "stopped", reason: "reached the time limit of 0 s" });
  });

  it("that die, or are not there, leave the work to the calling thread", async () => {
    const problem = campusProblem({ hours: 800, sites: 4 });
    for (const url of [
      programs(
        `import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(3));`,
      ),
      programs(`throw new Error("no memory");`),
      pathToFileURL(join(folder, "nowhere.mjs")),
    ]) {
      placeMember(url);
      expect(await solveByTeam(formOf(800, 4), 2, {}, performance.now())).toBeUndefined();
      expect(await solveContinuous(problem, { threads: 2 })).toMatchObject({ status: "optimal" });
    }
  });

  it("are not started for small problems or one slice", () => {
    expect(teamSize(formOf(48, 4), 2)).toBe(1);
    expect(teamSize(formOf(8760, 1), 2)).toBe(1);
  });
});

describe("a browser", () => {
  it("gets the solver and its workers without any module of Node", async () => {
    const result = await build({
      entryPoints: [
        join(SOURCES, "chain", "chain.ts"),
        join(SOURCES, "chain", "team", "member.ts"),
      ],
      outdir: join(folder, "browser"),
      bundle: true,
      format: "esm",
      platform: "browser",
      metafile: true,
    });
    const imported = Object.values(result.metafile.outputs).flatMap((output) => output.imports);
    expect(imported).toEqual([]);
    await build({
      entryPoints: [join(SOURCES, "solver.ts")],
      outdir: join(folder, "browser"),
      bundle: true,
      format: "esm",
      platform: "browser",
      external: ["highs"],
    });
  });
});
