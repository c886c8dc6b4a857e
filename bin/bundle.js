// The one esbuild setting: ESM for Node, CSV tables as text, libraries left in node_modules.
import { build } from "esbuild";

export async function bundle(options) {
  await build({
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    loader: { ".csv": "text" },
    sourcemap: "linked",
    logLevel: "warning",
    ...options,
  });
}
