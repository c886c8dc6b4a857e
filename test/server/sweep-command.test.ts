/** `firmwatt sweep` as a person runs it: a store of its own, both cores, a table; a second time nothing is planned again. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SMALL_CAMPUS } from "../../scripts/small-campus.ts";
import { ROOT } from "./harness.ts";

const folder = mkdtempSync(join(tmpdir(), "firmwatt-sweep-"));
beforeAll(() => chmod(folder, 0o711));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function sweep(...more: readonly string[]) {
  const args = [join(ROOT, "bin/firmwatt"), "sweep", join(folder, "small.yaml"), ...more];
  return promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: "", FIRMWATT_DATA: folder },
  });
}

it("plans every combination, tells the spread, and keeps what it found", async () => {
  writeFileSync(join(folder, "small.yaml"), SMALL_CAMPUS);
  const over = ["--over", "sites.lulea.connection.firmMW=3,10", "--over", "seed=1..2"];
  const { stdout } = await sweep(...over);
  expect(stdout).toContain("2 planned, 2 cannot be done");
  const table = readFileSync(join(folder, "out/small-sweep/sweep.csv"), "utf8").split("\n");
  expect(table[0]).toContain("costUSDPerYear");
  expect(table[3]).toContain("sites.lulea.connection.firmMW=10 seed=1,done,planned");
  const again = await sweep(...over, "--json", "--workers", "1");
  const { planned, plans } = JSON.parse(again.stdout) as {
    planned: number;
    plans: { result: string | null }[];
  };
  expect(planned).toBe(2);
  expect(plans.every(({ result }) => result !== null)).toBe(true);
  await expect(sweep("--over", "seed=9..1")).rejects.toThrow("expected a range");
});

it("tells the spread in the scenario's currency, at a rate that is told; the file keeps USD", async () => {
  writeFileSync(
    join(folder, "small.yaml"),
    SMALL_CAMPUS.replace("resolution", "money: { currency: EUR, usdPerUnit: 2 }\nresolution"),
  );
  const { stdout } = await sweep("--over", "seed=1..2", "--workers", "1");
  const { money, figures } = JSON.parse(
    readFileSync(join(folder, "out/small-sweep/sweep.json"), "utf8"),
  ) as { money: object; figures: Record<string, { p50: number }> };
  expect(money).toEqual({ currency: "EUR", usdPerUnit: 2 });
  const told = (name: string) => {
    const row = stdout.split("\n").find((line) => line.startsWith(`${name} `));
    return Number(row?.split(/\s+/)[2]?.replaceAll(",", ""));
  };
  for (const [field, name] of [
    ["usdPerEFLOPSh", "eurPerEFLOPSh"],
    ["costUSDPerYear", "costEURPerYear"],
  ] as const)
    expect(told(name) / (figures[field]!.p50 / 2)).toBeCloseTo(1, 3);
  expect(told("itMW") / figures["itMW"]!.p50).toBeCloseTo(1, 3);
  expect(stdout).toContain("Money is written in EUR, at 2 USD per EUR");
  expect(stdout.replace(/Money is written.*/, "")).not.toContain("USD");
  expect(readFileSync(join(folder, "out/small-sweep/sweep.csv"), "utf8")).toContain("capexUSD");
});
