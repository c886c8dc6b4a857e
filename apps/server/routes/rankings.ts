/** Rankings: the same package planned in every place, a plan each, put in order from what is done. */
import { z } from "@hono/zod-openapi";
import { allPlaces, joinRankings } from "../../../src/rank/rank.ts";
import type { Ranking } from "../../../src/rank/rank.ts";
import { CRITERIA, EQUAL_WEIGHTS } from "../../../src/rank/score.ts";
import type { Criterion, Weights } from "../../../src/rank/score.ts";
import { refusal } from "../http/failure.ts";
import { checkRoom } from "../http/room.ts";
import { body, json, route, uuidParam } from "../http/route.ts";
import { takeScenario } from "../http/scenario-input.ts";
import type { App, Service } from "../http/service.ts";
import { record } from "../store/audit.ts";
import { addBatch, plansOfBatch } from "../store/plans.ts";
import { readResult } from "../store/results.ts";
import { addBatchRoutes, batchSchema, viewBatch } from "./batches.ts";
import { planFields, requestOf, resolutionField } from "./plan-view.ts";

const weight = z.number().min(0).max(1e6).default(1);

const create = route("planner", {
  method: "post",
  path: "/rankings",
  operationId: "createRanking",
  summary: "Plans the scenario's package in each place",
  request: body(
    z.strictObject({
      scenario: planFields.scenario,
      set: planFields.set,
      resolution: resolutionField.optional(),
      places: z
        .array(z.string().min(1).max(80))
        .min(1)
        .max(500)
        .optional()
        .openapi({ description: "Ids; all when left out" }),
      firmMW: z.number().gt(0).max(100_000).optional(),
      by: z.enum(["score", ...CRITERIA]).default("score"),
      weights: z
        .strictObject({ date: weight, cost: weight, clean: weight, odds: weight })
        .default({ ...EQUAL_WEIGHTS }),
    }),
  ),
  responses: { 202: json("The ranking", batchSchema) },
});

const result = route("viewer", {
  method: "get",
  path: "/rankings/{id}/result",
  operationId: "getRankingResult",
  summary: "The places that are planned, in order, and those left out with the reason",
  request: { params: uuidParam },
  responses: {
    200: json("The ranking", z.record(z.string(), z.unknown()).openapi("RankingResult")),
  },
});

export function addRankings(app: App, service: Service): void {
  const { store, queue } = service;
  app.openapi(create, async (context) => {
    const identity = context.get("identity");
    const { scenario: input, places, firmMW, by, weights, ...fields } = context.req.valid("json");
    const known = allPlaces();
    const asked = [...new Set(places ?? known)];
    const unknown = asked.find((place) => !known.includes(place));
    if (unknown !== undefined)
      throw refusal(422, "unknown-word", `no place ${unknown}`, {
        hint: "GET /api/v1/places lists them.",
      });
    if (CRITERIA.every((criterion) => weights[criterion] === 0))
      throw refusal(422, "range", "all weights are 0, so there is nothing to rank by");
    const scenario = await takeScenario(service, identity, input, fields.set);
    const plans = asked.map((place) => ({
      label: place,
      request: requestOf(
        scenario.hash,
        { ...fields, solver: "chain" },
        { kind: "rank", place, firmMW: firmMW ?? null, confirm: 0 },
      ),
    }));
    const batch = {
      kind: "ranking",
      name: scenario.name,
      scenario: scenario.hash,
      settings: { by, weights, firmMW },
    } as const;
    await checkRoom(service, identity, asked.length);
    const id = await addBatch(store, queue, batch, plans, identity);
    await record(store.db, identity, "ranking.create", id, {
      scenario: scenario.hash,
      places: asked.length,
    });
    return context.json(await viewBatch(service, identity.workspace, "ranking", id), 202);
  });
  app.openapi(result, async (context) => {
    const { workspace } = context.get("identity");
    const { id } = context.req.valid("param");
    const { settings } = await viewBatch(service, workspace, "ranking", id);
    const rows = await plansOfBatch(store.db, id);
    const parts: Ranking[] = [];
    for (const row of rows) {
      const text = row.result === null ? undefined : await readResult(store.db, row.result);
      if (text !== undefined) parts.push((JSON.parse(text) as { ranking: Ranking }).ranking);
    }
    const missing = rows.filter((row) => row.result === null).map((row) => row.label);
    const order = {
      by: settings["by"] as Criterion | "score",
      weights: settings["weights"] as Weights,
    };
    const failed = rows
      .filter(({ state }) => state === "failed")
      .map(({ label, reason }) => ({ place: label, reason }));
    const joined =
      parts.length === 0
        ? { ranked: [], leftOut: [], notReached: missing }
        : joinRankings(parts, order, missing);
    return context.json({ ...joined, failed } as Record<string, unknown>, 200);
  });
  addBatchRoutes(app, service, "ranking", "/rankings");
}
