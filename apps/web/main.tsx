/** The web app's first file: style, state, router. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "@tanstack/react-router";
import { DARK, LIGHT, PICTURE_STYLE } from "../../src/report/html/page-style.ts";
import { router } from "./router.tsx";
import { readTheme } from "./parts/theme.ts";
import "./style.css";

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

const style = document.createElement("style");
style.textContent = `:root{color-scheme:light;${LIGHT}}:root[data-theme=dark]{color-scheme:dark;${DARK}}${PICTURE_STYLE}@media print{:root,:root[data-theme=dark]{color-scheme:light;${LIGHT}}}`;
document.head.prepend(style);
readTheme();

createRoot(document.querySelector("#app")!).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
