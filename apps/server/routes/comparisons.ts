/** Comparisons: own, colocate or rent for a scenario's buyer, size by size; a plan like any other afterwards. */
import { z } from "@hono/zod-openapi";
import { RATINGS } from "../../../src/blocks/credit.ts";
import { body, json, route } from "../http/route.ts";
import { takeScenario } from "../http/scenario-input.ts";
import type { App, Service } from "../http/service.ts";
import { planFields, planSchema, requestOf, resolutionField } from "./plan-view.ts";
import { askForPlan } from "./plans.ts";

const create = route("planner", {
  method: "post",
  path: "/comparisons",
  operationId: "createComparison",
  summary:
    "Own, colocate and rent side by side for the scenario's buyer; watched, stopped and read as a plan",
  request: body(
    z.strictObject({
      scenario: planFields.scenario,
      set: planFields.set,
      label: z.string().max(200).optional(),
      resolution: resolutionField.optional(),
      sizesMW: z.array(z.number().min(0.01).max(10_000)).min(1).max(12).optional().openapi({
        description: "MW of IT; 1, 10, 100, 1000 and the scenario's own when left out",
      }),
      pool: z
        .strictObject({
          buyers: z.number().int().min(2).max(100),
          rating: z
            .enum(RATINGS)
            .optional()
            .openapi({ description: "What sellers give the pool; the buyer's own when left out" }),
        })
        .optional()
        .openapi({ description: "So many such buyers that buy power together" }),
    }),
  ),
  responses: { 202: json("The comparison, as a plan", planSchema) },
});

export function addComparisons(app: App, service: Service): void {
  app.openapi(create, async (context) => {
    const identity = context.get("identity");
    const { scenario: input, label, sizesMW, pool, ...fields } = context.req.valid("json");
    const scenario = await takeScenario(service, identity, input, fields.set);
    const ways = {
      sizesMW: sizesMW ?? null,
      pool: pool ? { buyers: pool.buyers, rating: pool.rating ?? null } : null,
    };
    const request = requestOf(
      scenario.hash,
      { ...fields, solver: "chain" },
      { kind: "ways", confirm: 0, ways },
    );
    const name = label ?? `${scenario.name}: own, colocate or rent`;
    return context.json(await askForPlan(service, identity, scenario, request, name), 202);
  });
}
