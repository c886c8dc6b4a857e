/** The program of a worker: solves its part of a problem together with its team, and sends it back. */
import { runToEnd } from "../loop.ts";
import { makeRunFor } from "../run.ts";
import { startCold } from "../start.ts";
import { copyOf } from "../state.ts";
import { listenAsWorker } from "./host.ts";
import type { Order, Reply } from "./messages.ts";
import { joinTeam } from "./team.ts";

async function work(order: Order, reply: (message: Reply) => void): Promise<void> {
  const started = performance.now() - order.spentMs;
  const { form, room, rank, members, owners, options } = order;
  const { run, release } = makeRunFor(form, joinTeam(room, rank, members, owners));
  startCold(run);
  const report = rank === 0 ? { onProgress: (progress: Progress) => reply(say(progress)) } : {};
  const { midways, ...outcome } = await runToEnd(run, { ...options, ...report }, started);
  reply({ kind: "ending", rank, outcome, point: copyOf(form, run.point), midways });
  release();
}

type Progress = Extract<Reply, { kind: "report" }>["progress"];

function say(progress: Progress): Reply {
  return { kind: "report", progress };
}

const reply = listenAsWorker((message) => {
  work(message as Order, reply).catch(() => {
    reply({ kind: "fault" });
  });
});
