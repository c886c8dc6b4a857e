/** Plans kept for comparison; the address carries their words, the state their runs. */
import { packText, unpackText } from "./pack-text.ts";
import { planAside } from "./session.ts";
import { specOfExample } from "./address.ts";
import type { Spec } from "./spec.ts";
import { useApp } from "./store.ts";

const BETWEEN = "~";
const OWN = "y:";

/** A spec as the address carries it. */
export async function keptWords({ example, text, set }: Spec): Promise<string> {
  const first = example ?? `${OWN}${await packText(text)}`;
  return [first, ...set].map(encodeURIComponent).join(BETWEEN);
}

/** The spec again; undefined when the words are damaged. */
async function specOfWords(words: string): Promise<Spec | undefined> {
  try {
    const [first = "", ...set] = words.split(BETWEEN).map(decodeURIComponent);
    if (first.startsWith(OWN))
      return { example: null, text: await unpackText(first.slice(OWN.length)), set, files: {} };
    const example = useApp.getState().examples.find(({ id }) => id === first);
    return example && specOfExample(example, set);
  } catch {
    return undefined;
  }
}

/** Plans what the address keeps and the state has not; what cannot be planned is said in its place. */
export async function wantKept(keep: readonly string[]): Promise<void> {
  for (const words of keep) {
    if (useApp.getState().kept[words]) continue;
    const spec = await specOfWords(words);
    const found = spec && (await planAside(spec));
    if (found && "package" in found)
      useApp.setState(({ kept }) => ({ kept: { ...kept, [words]: found } }));
  }
}
