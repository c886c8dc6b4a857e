/** Where the store is: the environment decides, and a password may stand in a file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { whereStore } from "./where.ts";

const folder = mkdtempSync(join(tmpdir(), "firmwatt-where-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("takes the team's PostgreSQL, with its password from a file", () => {
  const file = join(folder, "password");
  writeFileSync(file, "p@ss/word\n");
  const url = "postgres://firmwatt@db:5432/firmwatt";
  expect(whereStore(3, { DATABASE_URL: url })).toMatchObject({ databaseURL: url, connections: 3 });
  const { databaseURL } = whereStore(3, { DATABASE_URL: url, DATABASE_PASSWORD_FILE: file });
  expect(decodeURIComponent(new URL(databaseURL!).password)).toBe("p@ss/word");
  expect(databaseURL).not.toContain("p@ss");
  expect(() => whereStore(3, { DATABASE_URL: "db:5432" })).toThrow("postgres://");
});

it("else takes the folder it is told", () => {
  const { databaseURL, folder: told } = whereStore(3, { DATABASE_URL: "", FIRMWATT_DATA: folder });
  expect([databaseURL, told]).toEqual([undefined, folder]);
});

it("says which file of the password is missing", () => {
  const environment = {
    DATABASE_URL: "postgres://firmwatt@db:5432/firmwatt",
    DATABASE_PASSWORD_FILE: join(folder, "none"),
  };
  expect(() => whereStore(3, environment)).toThrow(/DATABASE_PASSWORD_FILE cannot be read: ENOENT/);
});
