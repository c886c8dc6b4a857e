/** Changes what the address says of a view, in place: the page stays where it is scrolled to. */
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Search } from "../state/search.ts";

/** Gives a function that changes the address's search; with `replace` without a step to go back. */
export function useSearchChange(): (
  change: (now: Search) => Search,
  options?: { readonly replace: boolean },
) => Promise<void> {
  const navigate = useNavigate();
  return useCallback(
    (change, options = { replace: false }) =>
      navigate({ to: ".", resetScroll: false, search: change, ...options }),
    [navigate],
  );
}
