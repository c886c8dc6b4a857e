// The one esbuild setting: ESM for Node, CSV tables as text, libraries left in node_modules.
// Beside every bundle goes the program of the solver's worker threads.
import { dirname, join } from "node:path";
import { build } from "esbuild";

const MEMBER = join(import.meta.dirname, "..", "src", "solver", "chain", "team", "member.ts");

const settings = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  loader: { ".csv": "text" },
  sourcemap: "linked",
  logLevel: "warning",
};

export async function bundle(options) {
  const folder = options.outdir ?? dirname(options.outfile);
  await build({ ...settings, ...options });
  await build({ ...settings, entryPoints: [MEMBER], outfile: join(folder, "chain-member.mjs") });
}
