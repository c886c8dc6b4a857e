/** The command line as a person meets it: exit codes, what stands on which stream, what is written. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const BIN = join(import.meta.dirname, "../bin/firmwatt");
const folder = mkdtempSync(join(tmpdir(), "firmwatt-"));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("firmwatt", () => {
  it("writes a scenario, plans it, explains and compares it", () => {
    expect(run("new", "first", "--place", "lulea", "--mw", "20").status).toBe(0);
    const planned = run("plan", "first.yaml", "--json");
    expect(planned.status).toBe(0);
    const pack = JSON.parse(planned.stdout) as {
      version: string;
      resolution: string;
      modelledHours: number;
      verified: { ok: boolean };
    };
    expect(pack.version).toBe("firmwatt/1");
    // Nothing states a resolution: every hour of the year.
    expect(pack.resolution).toBe("full");
    expect(pack.modelledHours).toBe(8760);
    expect(pack.verified.ok).toBe(true);
    expect(readdirSync(join(folder, "out/first")).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "claims.csv",
      "hourly-lulea.csv",
      "hourly-lulea.parquet",
      "package.json",
      "report.html",
      "scenario.yaml",
      "tariffs.csv",
    ]);
    expect(
      readFileSync(join(folder, "out/first/hourly-lulea.parquet")).subarray(0, 4).toString(),
    ).toBe("PAR1");
    const explained = run("explain", "out/first", "pueAnnual");
    expect(explained.stdout).toContain("facility energy / IT energy");
    expect(run("explain", "out/first", "pueAnual").stderr).toContain("did you mean pueAnnual?");
    expect(run("compare", "out/first", "out/first").stdout).toContain("Inputs that differ:");
    expect(run("plan", "first.yaml", "--out", "out/other").status).toBe(0);
    renameSync(join(folder, "out/other/first"), join(folder, "out/first-again"));
    const [head, figure] = run("compare", "out/first", "out/first-again").stdout.split("\n");
    expect(head!.trim().split(/\s+/)).toEqual(["first", "first-again"]);
    expect(figure).toHaveLength(head!.length);
    for (const name of ["first-again", "other"])
      rmSync(join(folder, "out", name), { recursive: true });
    expect(run("compare", "out/nothing").status).toBe(1);
  });

  it("checks a scenario and tells what cannot come before its plan ends", () => {
    const late = `
firmwatt: 1
horizon: { start: 2027-Q1, years: 3 }
demand: { training: { targetEFLOPShPerYear: 1000 } }
accelerators: { gb300-nvl72: {} }
contracts: { rented-compute: { accelerator: h100-sxm } }
sites:
  lulea:
    place: lulea
    connection: { stages: [{ date: 2035-Q1, firmMW: 30 }] }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
`;
    writeFileSync(join(folder, "late.yaml"), late);
    const { status, stdout } = run("check", "late.yaml");
    expect([status, stdout.split("\n")[0]]).toEqual([0, "late.yaml: no issues."]);
    expect(stdout).toContain("sites.lulea.connection stage 1 (2035-Q1)");
    const { notices } = JSON.parse(run("check", "late.yaml", "--json").stdout) as {
      notices: string[];
    };
    expect(stdout).toContain(`Note: ${notices[0]}`);
  });

  it("lists the rules of a place with reason and source, and refuses what is no place or day", () => {
    const told = run("rules", "frankfurt", "--at", "2027-03-01", "--mw", "100", "--json");
    expect(told.status).toBe(0);
    const { rules } = JSON.parse(told.stdout) as { rules: { id: string; source: string }[] };
    expect(rules[0]).toMatchObject({ id: "de-enefg-pue-new", underCurrentLaw: "yes", limit: 1.2 });
    expect(rules.every(({ source }) => source !== "")).toBe(true);
    const text = run("rules", "dublin", "--at", "2027", "--mw", "50").stdout;
    expect(text).toContain(
      "own de-rated dispatchable MW per contracted MW ≥ 1 MW/MW; binds in the plan",
    );
    expect(text).toContain("why: IE, in force from 2025-12-12; siteMW 50 >= 10");
    const wrong = run("rules", "frankfort", "--at", "soon");
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toBe(
      "No place frankfort. Did you mean frankfurt?\n--at is soon; expected a date such as 2027-07-01\n",
    );
  });

  it("refuses a mistake with line and column, exit code 1, and writes nothing", () => {
    writeFileSync(
      join(folder, "wrong.yaml"),
      "firmwatt: 1\ndemand: { training: { targetEFLOPShPerYear: 10 } }\nsites:\n  a: { place: lulia }\n",
    );
    const { status, stderr, stdout } = run("plan", "wrong.yaml");
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain('wrong.yaml:4:15 sites.a.place: Unknown place "lulia"');
    expect(readdirSync(join(folder, "out"))).toEqual(["first"]);
  });

  it("takes a scenario from standard input and tells its version", () => {
    const text = readFileSync(join(folder, "first.yaml"), "utf8");
    const checked = spawnSync(process.execPath, [BIN, "check", "-"], {
      cwd: folder,
      encoding: "utf8",
      input: text,
    });
    expect(checked.status).toBe(0);
    expect(checked.stdout).toContain("-: no issues.");
    expect(run("--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("tells what cannot be read or written in words, before it plans", () => {
    expect(run("check", "nowhere.yaml").stderr).toContain("there is no such file or folder");
    expect(run("check", ".").stderr).toContain("it is a folder, not a file");
    writeFileSync(join(folder, "file"), "");
    for (const options of [
      ["--out", "file"],
      ["--out", "file/below"],
      ["--xlsx", "file/book.xlsx"],
      ["--write-model", "file/model.mps"],
    ]) {
      const refused = run("plan", "first.yaml", ...options);
      expect(refused.status).toBe(1);
      expect(refused.stdout).toBe("");
      expect(refused.stderr).toContain(
        "cannot be written: a part of its path is a file, not a folder",
      );
    }
  });

  it("stops at Ctrl-C, says so and writes nothing", async () => {
    const example = join(
      import.meta.dirname,
      "../examples/18-three-sites-one-decision/scenario.yaml",
    );
    const child = spawn(process.execPath, [BIN, "plan", example, "--resolution", "weeks:13"], {
      cwd: folder,
    });
    const said: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    setTimeout(() => child.kill("SIGINT"), 3000);
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).toBe(3);
    expect(said.join("")).toBe("Stopped; nothing was written.\n");
  });

  it("says what is short when it cannot be done, exit code 2", () => {
    const { status, stderr } = run(
      "plan",
      "first.yaml",
      "--resolution",
      "weeks:8",
      "--set",
      "sites.lulea.connection.firmMW=5",
    );
    expect(status).toBe(2);
    expect(stderr).toContain("This cannot be done");
    expect(stderr).toContain("--set sites.lulea.connection.firmMW=");
  });

  it("prints a schema, places and figures", () => {
    expect(JSON.parse(run("schema").stdout)).toHaveProperty("$schema");
    expect(run("places").stdout).toContain("lulea");
    expect(run("catalog", "accelerators", "gb200-nvl72").stdout).toContain("itKWPerChip");
  });
});
