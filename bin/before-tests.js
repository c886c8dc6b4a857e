// Builds the program and the page once before the tests, so that no two of them build at the same time.
import { build } from "./prepare.js";
import { buildWeb } from "./web.js";

export async function setup() {
  await build();
  await buildWeb();
}
