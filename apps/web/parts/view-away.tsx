/** A view that cannot be shown: what stands beside it stays, and it can be asked for again. */
import { useRouter } from "@tanstack/react-router";
import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ServerAway } from "../planner/access.ts";

/**
 * Loads a part of the page. What is missing at a server that answers was replaced by a newer page, which the
 * router then loads; where none answers, loading the page anew would lose what is there.
 * @throws ServerAway where none answers.
 */
export async function whileServed<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    const answers = await fetch(location.pathname, { method: "HEAD", cache: "no-store" }).then(
      ({ ok }) => ok,
      () => false,
    );
    throw answers ? error : new ServerAway();
  }
}

export function ViewAway({ error }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  return (
    <section className="trouble" role="alert">
      <h2>This view cannot be shown</h2>
      <p>
        {error instanceof ServerAway
          ? "It is loaded when it is first opened, and the server does not answer. Start it again; views opened before and all you moved are still there."
          : `A fault of ours: ${error instanceof Error ? error.message : String(error)}.`}
      </p>
      <button
        type="button"
        onClick={() => {
          void router.invalidate();
        }}
      >
        Try again
      </button>
    </section>
  );
}
