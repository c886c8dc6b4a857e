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
