/** Debt: what cash can carry at the ratio asked, how much is drawn, and how it is paid back. */
import { single, text, worked, yearRow, yearSheet } from "./grid.ts";
import type { DraftRow, DraftSheet, Refs } from "./grid.ts";
import type { Model } from "./model.ts";

/** Steps of Newton's method to the gearing; one is enough where building takes a year. */
const STEPS = 6;
const TOTAL = 2;

/** The figure of such a row. */
const one = (refs: Refs, key: string) => refs.cell(key, TOTAL);

/** The values of every row, by the rows' own formulas. */
function valuesOf({ sheet, financing, result, last }: Model) {
  const { buildYears, tax } = financing;
  const { mostGearingFrac, dscr, interestFrac, termYears, repayment, buildInterest } =
    financing.debt!;
  const years = last + 1;
  const { capitalUSD, restUSD } = sheet.flows;
  const cash = result.projectUSD.map((usd, t) => usd - restUSD[t]!);
  const inTerm = Float64Array.from({ length: years }, (_, t) =>
    t >= buildYears && t < buildYears + termYears ? 1 : 0,
  );
  const balance = new Float64Array(years + 1);
  const borne = new Float64Array(years).fill(1);
  for (let t = last; t >= 0; t--) {
    if (inTerm[t] === 0) continue;
    const after = balance[t + 1]!;
    const served =
      (after + Math.max(0, cash[t]!) / dscr!) /
      (1 + interestFrac - (tax.taxFrac * interestFrac) / dscr!);
    balance[t] = Math.max(after, served);
    if (served < after)
      borne[t] =
        Math.max(0, cash[t]! + capitalUSD[t]!) / (interestFrac * (dscr! - tax.taxFrac) * after);
  }
  const part = borne.reduce((least, value) => Math.min(least, value), 1);
  // Renewals are paid by equity; no year of the term lies before the first sales.
  const inTermCash = Array.from(cash, (usd, t) => (inTerm[t] === 1 ? usd + capitalUSD[t]! : ""));
  const least = inTermCash.reduce<number>(
    (low, usd) => (typeof usd === "number" ? Math.min(low, usd) : low),
    Infinity,
  );
  const terms = Math.min(termYears, years - buildYears);
  const levelService = Math.max(0, Number.isFinite(least) ? least : 0) / dscr!;
  const worth = interestFrac === 0 ? terms : (1 - (1 + interestFrac) ** -terms) / interestFrac;
  const capacity = repayment === "sculpted" ? part * balance[buildYears]! : levelService * worth;
  const spend = capitalUSD.map((usd, t) => (t < buildYears ? usd : 0));
  const spent = spend.reduce((sum, usd) => sum + usd, 0);
  const rate = buildInterest ? interestFrac : 0;
  const gearings = [spent === 0 ? mostGearingFrac : capacity / spent];
  for (let n = 1; n < STEPS; n++) {
    const g = gearings.at(-1)!;
    let [value, slope] = [-capacity, 0];
    for (let t = 0; t < buildYears; t++) {
      const k = buildYears - 1 - t;
      value += g * spend[t]! * (1 + g * rate) ** k;
      slope += spend[t]! * ((1 + g * rate) ** k + g * rate * k * (1 + g * rate) ** (k - 1));
    }
    gearings.push(slope === 0 ? g : g - value / slope);
  }
  return {
    cash,
    inTerm,
    balance,
    borne,
    part,
    inTermCash,
    terms,
    levelService,
    capacity,
    spend,
    gearings,
  };
}

function sizingRows(model: Model, values: ReturnType<typeof valuesOf>): DraftRow[] {
  const { last, sheet } = model;
  const next = (refs: Refs, t: number) => (t === last ? "0" : refs.at("carry", t + 1));
  const served = (refs: Refs, t: number) =>
    `(${next(refs, t)}+MAX(0,${refs.at("debtCash", t)})/dscr_target)/(1+interest-tax_rate*interest/dscr_target)`;
  return [
    { cells: [text("What cash can carry", "band")] },
    yearRow({
      key: "debtCash",
      label: "Cash after tax without interest",
      values: values.cash,
      formula: (refs, t) => `${refs.at("projectCash", t)}-${refs.at("rest", t)}`,
    }),
    yearRow({
      key: "renewals",
      label: "Renewals in it, which equity pays",
      values: sheet.flows.capitalUSD.map((usd, t) => (t < model.financing.buildYears ? 0 : usd)),
      formula: (refs, t) => `IF(${refs.period(t)}<build_years,0,${refs.at("capital", t)})`,
    }),
    yearRow({
      key: "inTerm",
      label: "Within the term",
      unit: "1 yes",
      format: "year",
      values: values.inTerm,
      formula: (refs, t) =>
        `IF(AND(${refs.period(t)}>=build_years,${refs.period(t)}<build_years+term),1,0)`,
    }),
    yearRow({
      key: "carry",
      label: "Sculpted: balance it can carry, at start",
      values: values.balance.subarray(0, last + 1),
      formula: (refs, t) =>
        `IF(${refs.at("inTerm", t)}=1,MAX(${next(refs, t)},${served(refs, t)}),0)`,
    }),
    yearRow({
      key: "borne",
      label: "Part whose interest a held year bears",
      unit: "1",
      format: "factor",
      values: values.borne,
      formula: (refs, t) =>
        `IF(AND(${refs.at("inTerm", t)}=1,${served(refs, t)}<${next(refs, t)}),MAX(0,${refs.at("debtCash", t)}+${refs.at("renewals", t)})/(interest*(dscr_target-tax_rate)*${next(refs, t)}),1)`,
    }),
    yearRow({
      key: "termCash",
      label: "Level: cash within the term, before renewals",
      values: values.inTermCash,
      formula: (refs, t) =>
        `IF(${refs.at("inTerm", t)}=1,${refs.at("debtCash", t)}+${refs.at("renewals", t)},"")`,
    }),
    single(
      "served",
      "Years of service",
      "years",
      worked(values.terms, "year", () => "MIN(term,last_t+1-build_years)"),
    ),
    single(
      "part",
      "Sculpted: part that is carried",
      "1",
      worked(values.part, "factor", (refs) => `MIN(1,${refs.years("borne")})`),
    ),
    single(
      "levelService",
      "Level: service a year",
      "USD m",
      worked(
        values.levelService,
        "millions",
        (refs) => `MAX(0,MIN(${refs.years("termCash")}))/dscr_target`,
      ),
    ),
    single(
      "capacity",
      "Debt that cash carries",
      "USD m",
      worked(
        values.capacity,
        "millions",
        (refs) =>
          `IF(sculpted=1,${one(refs, "part")}*INDEX(${refs.years("carry")},1,build_years+1),${one(refs, "levelService")}*IF(interest=0,${one(refs, "served")},(1-(1+interest)^-${one(refs, "served")})/interest))`,
        "total",
      ),
    ),
  ];
}

function gearingRows(
  { financing, result }: Model,
  { gearings, spend }: ReturnType<typeof valuesOf>,
): DraftRow[] {
  const spends = (refs: Refs) => refs.years("spend");
  const later = (refs: Refs) => refs.years("yearsLeft");
  const drawn = (refs: Refs, g: string) =>
    `${g}*SUMPRODUCT(${spends(refs)},(1+${g}*interest*build_interest)^${later(refs)})`;
  const slope = (refs: Refs, g: string) =>
    `(SUMPRODUCT(${spends(refs)},(1+${g}*interest*build_interest)^${later(refs)})+${g}*interest*build_interest*SUMPRODUCT(${spends(refs)},${later(refs)},(1+${g}*interest*build_interest)^(${later(refs)}-1)))`;
  return [
    { cells: [text("How much is drawn", "band")] },
    yearRow({
      key: "spend",
      label: "Capital while it is built",
      values: spend,
      sum: true,
      formula: (refs, t) => `IF(${refs.period(t)}<build_years,${refs.at("capital", t)},0)`,
    }),
    yearRow({
      key: "yearsLeft",
      label: "Years until it is built",
      unit: "years",
      format: "year",
      values: spend.map((_, t) => Math.max(0, financing.buildYears - 1 - t)),
      formula: (refs, t) => `MAX(0,build_years-1-${refs.period(t)})`,
    }),
    ...gearings.map((g, n) =>
      single(
        `gearing:${n}`,
        n === 0 ? "Gearing, first guess" : `Gearing, step ${n}`,
        "of capital",
        worked(g, "share", (refs) => {
          if (n === 0)
            return `IF(${refs.cell("spend", TOTAL)}=0,gearing_most,${one(refs, "capacity")}/${refs.cell("spend", TOTAL)})`;
          const before = one(refs, `gearing:${n - 1}`);
          return `IF(${refs.cell("spend", TOTAL)}=0,${before},${before}-(${drawn(refs, before)}-${one(refs, "capacity")})/${slope(refs, before)})`;
        }),
      ),
    ),
    single(
      "gearing",
      "Gearing",
      "of capital",
      worked(
        result.gearingFrac,
        "share",
        (refs) => `MIN(gearing_most,${one(refs, `gearing:${gearings.length - 1}`)})`,
        "total",
      ),
    ),
  ];
}

function serviceRows(model: Model, { terms, inTerm }: ReturnType<typeof valuesOf>): DraftRow[] {
  const { result, financing, last } = model;
  const { buildYears } = financing;
  const years = Array.from({ length: last + 1 }, (_, t) => t);
  const drawnBefore = years.map((t) =>
    result.drawUSD.subarray(0, t).reduce((sum, usd) => sum + usd, 0),
  );
  const closing = years.map((t) =>
    t < buildYears ? drawnBefore[t]! + result.drawUSD[t]! : result.balanceUSD[t]!,
  );
  const buildInterest = result.buildInterestUSD.reduce((sum, usd) => sum + usd, 0);
  const service = years.map((t) => result.interestUSD[t]! + result.principalUSD[t]!);
  const open = (refs: Refs, t: number) => (t === 0 ? "0" : refs.at("balance", t - 1));
  return [
    { cells: [text("Drawn and paid back", "band")] },
    yearRow({
      key: "opening",
      label: "Balance at start",
      values: years.map((t) => (t === 0 ? 0 : closing[t - 1]!)),
      formula: open,
    }),
    yearRow({
      key: "buildInterest",
      label: "Interest while it is built, drawn",
      values: result.buildInterestUSD,
      sum: true,
      formula: (refs, t) =>
        `IF(${refs.period(t)}<build_years,${refs.at("opening", t)}*interest*build_interest,0)`,
    }),
    yearRow({
      key: "draw",
      label: "Debt drawn",
      values: result.drawUSD,
      sum: true,
      formula: (refs, t) =>
        `${one(refs, "gearing")}*(${refs.at("spend", t)}+${refs.at("buildInterest", t)})`,
    }),
    yearRow({
      key: "equityIn",
      label: "Equity paid in while it is built",
      values: years.map((t) =>
        t < buildYears
          ? model.sheet.flows.capitalUSD[t]! + result.buildInterestUSD[t]! - result.drawUSD[t]!
          : 0,
      ),
      sum: true,
      formula: (refs, t) =>
        `${refs.at("spend", t)}+${refs.at("buildInterest", t)}-${refs.at("draw", t)}`,
    }),
    yearRow({
      key: "service",
      label: "Debt service",
      values: service,
      sum: true,
      formula: (refs, t) => {
        const next = t === last ? "0" : refs.at("carry", t + 1);
        const sculpted = `${one(refs, "part")}*(${refs.at("carry", t)}*(1+interest)-${next})`;
        return `IF(OR(${refs.at("inTerm", t)}=0,${one(refs, "capacity")}=0),0,${refs.cell("draw", TOTAL)}/${one(refs, "capacity")}*IF(sculpted=1,${sculpted},${one(refs, "levelService")}))`;
      },
    }),
    yearRow({
      key: "interest",
      label: "of it interest",
      values: result.interestUSD,
      sum: true,
      formula: (refs, t) => `IF(${refs.period(t)}<build_years,0,${refs.at("opening", t)}*interest)`,
    }),
    yearRow({
      key: "principal",
      label: "of it repaid",
      values: result.principalUSD,
      sum: true,
      formula: (refs, t) => `${refs.at("service", t)}-${refs.at("interest", t)}`,
    }),
    yearRow({
      key: "balance",
      label: "Balance at end",
      role: "total",
      values: closing,
      formula: (refs, t) =>
        `${refs.at("opening", t)}+${refs.at("draw", t)}-${refs.at("principal", t)}`,
    }),
    yearRow({
      key: "buildInterestDeducted",
      label: "Interest while built, deducted",
      values: years.map((t) => (inTerm[t] === 1 ? buildInterest / terms : 0)),
      sum: true,
      formula: (refs, t) =>
        `IF(${refs.at("inTerm", t)}=1,${refs.cell("buildInterest", TOTAL)}/${one(refs, "served")},0)`,
    }),
    { cells: [text("Cover", "band")] },
    yearRow({
      key: "coverCash",
      label: "Cash before renewals and service",
      values: years.map(
        (t) => result.revenueUSD[t]! - model.sheet.flows.operatingUSD[t]! - result.tax.taxUSD[t]!,
      ),
      formula: (refs, t) =>
        `${refs.at("revenue", t)}-${refs.at("operating", t)}-${refs.at("paid:tax", t)}`,
    }),
    yearRow({
      key: "dscr",
      label: "Cash over debt service (DSCR)",
      unit: "times",
      format: "ratio",
      role: "key",
      values: Array.from(result.dscr, (ratio) => (Number.isNaN(ratio) ? "" : ratio)),
      formula: (refs, t) =>
        `IF(${refs.at("service", t)}>0,${refs.at("coverCash", t)}/${refs.at("service", t)},"")`,
    }),
  ];
}

export function debtSheet(model: Model): DraftSheet {
  const values = valuesOf(model);
  return yearSheet(
    "Debt",
    "Money of the day. Sized by the ratio asked and by the most gearing. In years of renewals interest alone is paid, out of cash before renewals.",
    model.finance.years,
    [...serviceRows(model, values), ...gearingRows(model, values), ...sizingRows(model, values)],
  );
}
