/** A figure that can be asked where it comes from. */
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Search } from "../state/search.ts";

/** `figure` is a name that `explain` knows: `usdPerEFLOPSh`, `lulea.connection.firmMW`, `lulea.pueAnnual`. */
export function Explained({
  figure,
  children,
}: {
  figure: string;
  children: ReactNode;
}): ReactNode {
  const navigate = useNavigate();
  return (
    <button
      type="button"
      className="explained"
      title="Explain this number"
      onClick={() => {
        void navigate({
          to: ".",
          resetScroll: false,
          search: (now: Search) => ({ ...now, x: figure }),
        });
      }}
    >
      {children}
    </button>
  );
}
