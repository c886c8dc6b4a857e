/** How the web app is bundled: catalogues as text, the planner as a worker of its own, data beside the page. */
import { join } from "node:path";
import { defineConfig } from "vite";
import { csvAsText } from "../../scripts/csv-plugin.ts";

const root = join(import.meta.dirname, "..", "..");

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  publicDir: join(root, ".cache", "web", "public"),
  plugins: [csvAsText()],
  build: {
    outDir: join(root, "dist", "web"),
    emptyOutDir: true,
    target: "es2023",
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      // Libraries say "use client" for frameworks that render on servers; nothing here does.
      onLog(level, log, report) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
      },
      checks: { pluginTimings: false },
      // Our own modules do nothing when they are imported: what is not used falls away, the planner above all.
      treeshake: { moduleSideEffects: (id) => !/\/src\/|\/data\/.*\.csv/.test(id) },
    },
  },
  worker: { format: "es", plugins: () => [csvAsText()] },
});
