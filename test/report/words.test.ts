/** Tests of words for figures: errors to the digits that mean something, limits without the scenario's field names. */
import { describe, expect, it } from "vitest";
import { limitInSentence, limitWords } from "../../src/report/limit-words.ts";
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
});
