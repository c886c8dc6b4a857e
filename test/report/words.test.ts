/** Tests of words for figures: errors to the digits that mean something, limits without the scenario's field names. */
import { describe, expect, it } from "vitest";
import { percent, tickMoney, tickWords } from "../../src/report/html/svg.ts";
import { limitInSentence, limitWords, oneUnit } from "../../src/report/limit-words.ts";
import { usdWithError, withError } from "../../src/report/with-error.ts";

describe("a mean with its error", () => {
  it("has three figures and the error one, in the same unit", () => {
    expect(withError(91.58, 0.231)).toBe("91.6 ± 0.2");
    expect(withError(6.031, 0.0127)).toBe("6.03 ± 0.01");
    expect(withError(10_312, 85.7)).toBe("10\u202F300 ± 90");
    expect(usdWithError(53.81e6, 663e3)).toBe("53.8 ± 0.7 MUSD");
    expect(usdWithError(-1.5e9, 2.2e7)).toBe("−1.50 ± 0.02 BUSD");
  });

  it("ends with the digit at which its error begins", () => {
    expect(withError(0.65, 0.07)).toBe("0.65 ± 0.07");
    expect(withError(6.647, 0.21)).toBe("6.6 ± 0.2");
    expect(withError(99.773, 0.05)).toBe("99.77 ± 0.05");
    expect(withError(1.1634, 0.0041)).toBe("1.163 ± 0.004");
    expect(withError(-59.6, 1.2)).toBe("−60 ± 1");
  });

  it("stands alone where nothing is uncertain", () => {
    expect(withError(0, 0)).toBe("0");
    expect(withError(100, 1e-12)).toBe("100");
  });
});

describe("a limit in words", () => {
  it("names thing and place, then the field", () => {
    expect(limitWords("abilene.connection.firmMW and nonFirmMW")).toBe(
      "connection at abilene, firm MW and non-firm MW",
    );
    expect(limitInSentence("abilene.connection.firmMW")).toBe(
      "the firm MW of the connection at abilene",
    );
    expect(limitInSentence("portfolio.training.target")).toBe("the target of training");
    expect(limitWords("budget")).toBe("budget");
    expect(limitInSentence("portfolio.training.targetEFLOPShPerYear")).toBe(
      "the target EFLOPS·h per year of training",
    );
    expect(limitInSentence("abilene.phase-2a.itMW")).toBe("the IT MW of phase 2a at abilene");
    expect(limitInSentence("abilene.gb200-nvl72.chips")).toBe(
      "the chips of GB200 NVL72 at abilene",
    );
  });

  it("names things by their titles, told apart where a site has several of one", () => {
    const assets = [
      { name: "ohio.connection", site: "ohio", title: "Grid connection" },
      { name: "ohio.old-unit", site: "ohio", title: "Grid connection" },
      { name: "ohio.reciprocating-engine", site: "ohio", title: "Gas engine" },
      { name: "ohio.h100-sxm", site: "ohio", title: "NVIDIA H100 SXM" },
    ];
    expect(limitInSentence("ohio.old-unit.firmMW", assets)).toBe(
      "the firm MW of the grid connection (old-unit) at ohio",
    );
    expect(limitInSentence("ohio.reciprocating-engine.powerMW", assets)).toBe(
      "the MW of the gas engine at ohio",
    );
    expect(limitInSentence("ohio.h100-sxm.chips", assets)).toBe(
      "the chips of NVIDIA H100 SXM at ohio",
    );
    expect(oneUnit(false, "chips", "chips")).toBe("one more chip");
    expect(oneUnit(true, "MW", "firm MW")).toBe("one less MW (firm MW)");
    expect(oneUnit(false, "m3 a month", "maxM3Per month")).toBe("one more m3 a month");
    expect(oneUnit(false, "tonnes a year", "maxT per year")).toBe("one more tonne a year");
    expect(oneUnit(true, "point", "min frac")).toBe("one less point");
    expect(oneUnit(false, "point", "max of connection frac")).toBe(
      "one more point (max of connection frac)",
    );
  });
});

describe("numbers of a page", () => {
  it("do not read 100 where something is missing, and have no zeros at the end of an axis", () => {
    expect(percent(0.999997)).toBe("over 99.99 %");
    expect(percent(1)).toBe("100 %");
    expect([0, 50, 2500, -0.25].map(tickWords)).toEqual(["0", "50", "2\u202F500", "−0.25"]);
    expect([0, 2.5e9, 10e9, -5e6].map(tickMoney)).toEqual([
      "0 USD",
      "2.5 BUSD",
      "10 BUSD",
      "−5 MUSD",
    ]);
  });
});
