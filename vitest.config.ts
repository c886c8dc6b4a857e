import { defineConfig } from "vitest/config";
import { csvAsText } from "./scripts/csv-plugin.ts";

export default defineConfig({
  plugins: [csvAsText()],
  test: {
    include: ["src/**/*.test.ts", "apps/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: "bin/before-tests.js",
    pool: "forks",
    maxWorkers: 2,
  },
});
