// Builds the program once before the tests, so that no two of them build it at the same time.
import { build } from "./prepare.js";

export async function setup() {
  await build();
}
