/** Light or dark: as the system says until a person chooses; kept in this browser. */

export type Theme = "system" | "light" | "dark";

const KEY = "firmwatt-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

function kept(): Theme {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}

function show(theme: Theme): void {
  const now = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  document.documentElement.dataset["theme"] = now;
}

/** Shows the theme that was chosen, and follows the system where none was. */
export function readTheme(): void {
  show(kept());
  dark.addEventListener("change", () => {
    show(kept());
  });
}

/** Light becomes dark and dark light; what the system says needs no keeping. */
export function turnTheme(): void {
  const next: Theme = document.documentElement.dataset["theme"] === "dark" ? "light" : "dark";
  const asSystem = (next === "dark") === dark.matches;
  try {
    if (asSystem) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // A browser that keeps nothing still turns.
  }
  show(next);
}
