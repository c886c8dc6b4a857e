/**
 * Contracts that name one plant: together, and while their terms may overlap, they hold no more than it has.
 *
 *     may hold    from timing.from (or the start) until the end of a term signed in timing.until (or ever)
 *     Σ of most MW over the contracts that may hold in one quarter ≤ plantMW
 */
import { readQuarter } from "../blocks/dates.ts";
import type { UnplacedIssue } from "./issue.ts";
import type { BlockEntry, HorizonScenario, SiteScenario } from "./scenario.ts";

interface Claim {
  readonly entry: BlockEntry;
  readonly plant: string;
  readonly plantMW: number | undefined;
  readonly mostMW: number;
  readonly from: number;
  readonly until: number;
}

const stated = (value: unknown) => (typeof value === "number" ? value : undefined);

function claimOf(entry: BlockEntry, horizon: HorizonScenario | undefined): Claim[] {
  const { spec, timing } = entry;
  if (typeof spec["plantName"] !== "string") return [];
  const plantMW = stated(spec["plantMW"]);
  // A design year stands for many: terms do not part contracts in it.
  const from = horizon ? (readQuarter(timing.from) ?? horizon.start) : 0;
  const last = horizon ? readQuarter(timing.until) : undefined;
  return [
    {
      entry,
      plant: spec["plantName"],
      plantMW,
      mostMW: stated(spec["maxMW"]) ?? plantMW ?? Infinity,
      from,
      until:
        last === undefined
          ? Infinity
          : last + Math.max(1, Math.ceil(4 * (stated(spec["termYears"]) ?? Infinity))),
    },
  ];
}

/** Those among `others` that hold beside `claim` in the quarter where most is held. */
function heldBeside(claim: Claim, others: readonly Claim[]): readonly Claim[] {
  const beside = others.filter((one) => one.from < claim.until && claim.from < one.until);
  const sum = (of: readonly Claim[]) => of.reduce((total, { mostMW }) => total + mostMW, 0);
  return [claim, ...beside]
    .map(({ from }) => Math.max(from, claim.from))
    .map((quarter) => beside.filter((one) => one.from <= quarter && quarter < one.until))
    .reduce<readonly Claim[]>((most, held) => (sum(held) > sum(most) ? held : most), []);
}

function checkPlant(claims: readonly Claim[], horizon: boolean): UnplacedIssue[] {
  const sized = claims.find(({ plantMW }) => plantMW !== undefined);
  const path = ({ entry }: Claim, field: string) => [...entry.path.split("."), field];
  if (!sized) {
    if (claims.length === 1) return [];
    const [first] = claims;
    return [
      {
        code: "missing",
        path: path(first!, "plantName"),
        message: `${claims.length} contracts stand on ${first!.plant}, and nothing says how large it is`,
        hint: "State plantMW beside plantName.",
      },
    ];
  }
  const mw = sized.plantMW!;
  return claims.flatMap((claim, i): UnplacedIssue[] => {
    if (claim.plantMW !== undefined && claim.plantMW !== mw)
      return [
        {
          code: "contradiction",
          path: path(claim, "plantMW"),
          message: `${claim.plant} has two sizes`,
          expected: `${mw} MW`,
          got: String(claim.plantMW),
          beside: path(sized, "plantMW"),
          hint: "Give two plants two names.",
        },
      ];
    const beside = heldBeside({ ...claim, mostMW: Math.min(claim.mostMW, mw) }, claims.slice(0, i));
    const others = beside.reduce((sum, { mostMW }) => sum + Math.min(mostMW, mw), 0);
    const left = Math.max(0, mw - others);
    if (beside.length === 0 || Math.min(claim.mostMW, mw) <= left + 1e-9) return [];
    const field = claim.entry.given.has("maxMW") ? "maxMW" : "plantName";
    const [other] = beside;
    return [
      {
        code: "contradiction",
        path: path(claim, field),
        message: `Volume beyond the plant: terms on ${claim.plant} overlap, and ${beside.map(({ entry }) => entry.name).join(", ")} may take ${others} of its ${mw} MW`,
        expected: `at most ${left} MW`,
        got: Number.isFinite(claim.mostMW) ? String(claim.mostMW) : "no limit",
        beside: path(other!, other!.entry.given.has("maxMW") ? "maxMW" : "plantName"),
        hint: `Lower maxMW of one of them${horizon ? ", or part their terms with timing: { from, until }" : ""}.`,
      },
    ];
  });
}

/** Contracts of one plant that together exceed it. */
export function checkSharedPlants(
  sites: readonly SiteScenario[],
  horizon: HorizonScenario | undefined,
): UnplacedIssue[] {
  const claims = sites.flatMap(({ contracts }) =>
    contracts.flatMap((entry) => claimOf(entry, horizon)),
  );
  const plants = new Set(claims.map(({ plant }) => plant));
  return [...plants].flatMap((plant) =>
    checkPlant(
      claims.filter((claim) => claim.plant === plant),
      horizon !== undefined,
    ),
  );
}
