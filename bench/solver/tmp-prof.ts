import { campusProblem } from "./campus.ts";
import { solveContinuous } from "../../src/solver/chain/chain.ts";
const its = []; let sec = 0;
for (const o of [{ hours: 8760 }, { hours: 4380, seed: 5, stores: 3 }, { hours: 4380, seed: 9, stores: 2 }, { hours: 2000, seed: 3, sites: 3 }, { hours: 672, seed: 4}]) {
const s = await solveContinuous(campusProblem(o)); its.push(s.iterations); sec += s.seconds; if (s.status !== "optimal") console.log(s.status); }
console.log(its.join(" "), its.reduce((a,b)=>a+b), sec.toFixed(2));
