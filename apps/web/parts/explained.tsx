/** A figure that can be asked where it comes from. */
import type { ReactNode } from "react";
import { useSearchChange } from "./search-change.ts";
import type { Search } from "../state/search.ts";

/** `figure` is a name that `explain` knows: `usdPerEFLOPSh`, `lulea.connection.firmMW`, `lulea.pueAnnual`. */
export function Explained({
  figure,
  children,
}: {
  figure: string;
  children: ReactNode;
}): ReactNode {
  const changeSearch = useSearchChange();
  return (
    <button
      type="button"
      className="explained"
      title="Explain this number"
      onClick={() => {
        void changeSearch((now: Search) => ({ ...now, x: figure }));
      }}
    >
      {children}
    </button>
  );
}
