/** Buyers whose balance sheets do not add up, or who sign what they cannot. */
import { changed, GOOD } from "./case.ts";
import type { BadCase } from "./case.ts";

const bought = (buyer: string) => `${GOOD}buyer: ${buyer}\n`;

export const BUYER: readonly BadCase[] = [
  {
    name: "buyer without equity and cash",
    text: bought("{ rating: bb }"),
    lines: [
      "scenario.yaml:11:1 buyer.equityUSD: equityUSD is missing (expected a number in USD).",
      "scenario.yaml:11:1 buyer.cashUSD: cashUSD is missing (expected a number in USD).",
    ],
  },
  {
    name: "buyer with an unknown rating",
    text: bought("{ rating: BBB, equityUSD: 1, cashUSD: 1 }"),
    lines: [
      'scenario.yaml:11:18 buyer.rating: rating is not one of the known words (expected aaa or aa or a or bbb or bb or b or ccc or none, got "BBB"). Did you mean bbb?',
    ],
  },
  {
    name: "buyer with an unknown field",
    text: bought("{ equityUSD: 1, cashUSD: 1, creditRating: a }"),
    lines: [
      'scenario.yaml:11:36 buyer.creditRating: Unknown key "creditRating". Known keys: rating, revenueUSDPerYear, ebitdaUSDPerYear, equityUSD, cashUSD, debtUSD, reserveUSD, maxCommittedUSD, maxUpfrontUSD, maxTermYears, maxProviderShareFrac, needYears….',
    ],
  },
  {
    name: "buyer that earns more than it sells",
    text: bought("{ equityUSD: 1, cashUSD: 1, revenueUSDPerYear: 10, ebitdaUSDPerYear: 12 }"),
    lines: [
      "scenario.yaml:11:77 buyer.ebitdaUSDPerYear: More is earned than is sold (got 12). revenueUSDPerYear stands on line 11, column 36. EBITDA is what is left of revenue: correct one of them.",
    ],
  },
  {
    name: "buyer that keeps more cash than it has",
    text: bought("{ equityUSD: 1, cashUSD: 1, reserveUSD: 2 }"),
    lines: [
      "scenario.yaml:11:48 buyer.reserveUSD: More cash is kept than there is (got 2). cashUSD stands on line 11, column 24. Lower reserveUSD, or count the money that will be raised as cash.",
    ],
  },
  {
    name: "provider's share in percent",
    text: bought("{ equityUSD: 1, cashUSD: 1, maxProviderShareFrac: 60 }"),
    lines: [
      "scenario.yaml:11:58 buyer.maxProviderShareFrac: maxProviderShareFrac is out of range (expected at most 1, got 60). Shares are not percent: write maxProviderShareFrac: 0.6",
    ],
  },
  {
    name: "need that ends beside a pro forma",
    text: `${bought("{ equityUSD: 1, cashUSD: 1, needYears: 3 }")}finance: {}\n`,
    lines: [
      "scenario.yaml:11:47 buyer.needYears: A pro forma repeats the design year for finance.projectYears (got 3). Leave out needYears or finance.",
    ],
  },
  {
    name: "contract that must be signed for longer than the buyer is trusted",
    text: `${changed(
      "connection: { firmMW: 200 }",
      "connection: { firmMW: 200 }\n    contracts: { baseload-annual: { minMW: 5, maxMW: 10, termYears: 15 } }",
    )}buyer: { equityUSD: 1, cashUSD: 1 }\n`,
    lines: [
      "scenario.yaml:10:44 sites.lulea.contracts.baseload-annual.minMW: baseload-annual must be signed and cannot be: the seller asks rating bb or better, the buyer has none. buyer stands on line 12, column 1. Leave minMW out, or change its termYears or minimumRating, or the buyer.",
    ],
  },
];
