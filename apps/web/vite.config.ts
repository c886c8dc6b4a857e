/** How the web app is bundled: catalogues as text, the planner as a worker of its own, data beside the page. */
import { join } from "node:path";
import { defineConfig } from "vite";
import type { Rolldown } from "vite";
import { csvAsText } from "../../scripts/csv-plugin.ts";

type OnLog = NonNullable<Rolldown.RolldownOptions["onLog"]>;

/**
 * What people who build the page need not read: libraries say "use client" for frameworks that render on servers,
 * which nothing here does; HiGHS names a module of Node that it does not use in a browser.
 */
const onLog: OnLog = (level, log, report) => {
  const isOfHighs = log.message.includes('"node:module" has been externalized');
  if (log.code !== "MODULE_LEVEL_DIRECTIVE" && !isOfHighs) report(level, log);
};

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
      onLog,
      checks: { pluginTimings: false },
      // Our own modules do nothing when they are imported: what is not used falls away, the planner above all.
      treeshake: { moduleSideEffects: (id) => !/\/src\/|\/data\/.*\.csv/.test(id) },
    },
  },
  worker: { format: "es", plugins: () => [csvAsText()], rolldownOptions: { onLog } },
});
