/** Tests the exact words with which broken EPW files are refused, and how missing values are filled. */
import { describe, expect, it } from "vitest";
import { readEPW } from "./epw.ts";

describe("broken EPW files", () => {
  const row = (t: number, temp: string, dni = "0") => {
    const date = new Date(Date.UTC(2025, 0, 1) + t * 3_600_000);
    const stamp = `2025,${date.getUTCMonth() + 1},${date.getUTCDate()},${date.getUTCHours() + 1},0`;
    return `${stamp},?,${temp},5,50,100000,0,0,0,0,${dni},0,0,0,0,0,0,4,0,0`;
  };
  const head = ["LOCATION,Test,-,XXX,TMYx,1,50,8,0,100", "", "", "", "", "", "", ""];
  const file = (temp: (t: number) => string, dni: (t: number) => string = () => "0") =>
    [...head, ...Array.from({ length: 8760 }, (_, t) => row(t, temp(t), dni(t)))].join("\n");
  const between = (t: number, length: number) => t >= 100 && t < 100 + length;

  it.each([
    ["nothing", "", "the file is empty"],
    ["no location", "hello", "Row 1: the first line does not give a location"],
    [
      "a lost hour",
      file(() => "9")
        .split("\n")
        .slice(0, -1)
        .join("\n"),
      "the file has 8759 hourly rows, not one for each hour of a year",
    ],
    [
      "a long gap",
      file((t) => (between(t, 25) ? "99.9" : "9")),
      'Row 109, column "dry bulb temperature": 25 h of dry bulb temperature carry the missing-value code 99.9 (rows 109 to 133)',
    ],
    [
      "nothing but gaps",
      file(() => "99.9"),
      'Row 9, column "dry bulb temperature": 8760 h of dry bulb temperature carry the missing-value code 99.9 (rows 9 to 8768)',
    ],
    [
      "a word",
      file((t) => (t === 3 ? "hot" : "9")),
      'Row 12, column "dry bulb temperature": "hot" is not a number',
    ],
    [
      "a hot hour",
      file((t) => (t === 3 ? "85" : "9")),
      'Row 12, column "dry bulb temperature": 85 is not between -90 and 70',
    ],
  ])("names %s", (_, text, message) => {
    const result = readEPW(text);
    expect(result.ok ? "accepted" : result.issues[0]!.message).toBe(message);
  });

  it("fills a day of missing values, badges what it worked out, and says both", () => {
    const day = readEPW(file((t) => (between(t, 24) ? "99.9" : "9")));
    if (!day.ok) throw new Error(JSON.stringify(day.issues));
    expect(day.value.tempC.every((temp) => Math.abs(temp - 9) < 1e-9)).toBe(true);
    expect(day.notices[0]).toBe(
      "24 h of dry bulb temperature carry the missing-value code 99.9 (rows 109 to 132); filled by interpolation.",
    );
    expect(day.value.origins["tempC"]).toEqual({
      confidence: "measured",
      source: "EPW typical year (TMYx), station 1, Test, XXX",
    });
    const split = readEPW(
      file(
        () => "9",
        (t) => (between(t, 48) ? "9999" : "0"),
      ),
    );
    if (!split.ok) throw new Error(JSON.stringify(split.issues));
    expect(split.value.origins["dniWPerM2"]!.confidence).toBe("estimated");
    expect(split.notices[0]).toContain("(Erbs)");
  });
});
