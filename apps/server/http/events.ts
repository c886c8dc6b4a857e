/** Progress as server-sent events: a state is told when it changes, until it is final. */
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { isConnectionLoss } from "../store/store.ts";
import { refusal } from "./failure.ts";

const LOOK_MS = 250;
/** A line now and then, so that nothing between takes the connection for dead. */
const SIGN_OF_LIFE_MS = 15_000;
/** Most streams open at once. */
const MOST_STREAMS = 500;
let open = 0;

/** Streams what `look` gives, as event `state`, until `isFinal`; then an event `end`. */
export function stateStream<State>(
  context: Context,
  look: () => Promise<State | undefined>,
  isFinal: (state: State) => boolean,
): Response {
  if (open >= MOST_STREAMS) throw refusal(503, "streams", "too many progress streams are open");
  return streamSSE(context, async (stream) => {
    open++;
    try {
      let told = "";
      let toldAt = Date.now();
      while (!stream.aborted) {
        // The store may be away for a moment: the next look tells.
        const state = await look().catch((error: unknown) => {
          if (isConnectionLoss(error)) return undefined;
          throw error;
        });
        const text = state === undefined ? told : JSON.stringify(state);
        if (text !== told) {
          await stream.writeSSE({ event: "state", data: text });
          [told, toldAt] = [text, Date.now()];
        } else if (Date.now() - toldAt > SIGN_OF_LIFE_MS) {
          await stream.write(": still here\n\n");
          toldAt = Date.now();
        }
        if (state !== undefined && isFinal(state)) {
          await stream.writeSSE({ event: "end", data: "{}" });
          return;
        }
        await stream.sleep(LOOK_MS);
      }
    } finally {
      open--;
    }
  });
}
