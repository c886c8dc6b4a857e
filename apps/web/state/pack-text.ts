/** Texts small enough for an address: deflated and written in base64url. */

/** A scenario is never longer; what unpacks to more is refused. */
const MOST_CHARACTERS = 1_000_000;

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  change: GenericTransformStream,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(change).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = (await reader.read()) as ReadableStreamReadResult<Uint8Array>;
    if (done) break;
    size += value.length;
    if (size > 4 * MOST_CHARACTERS) {
      await reader.cancel();
      throw new Error("the scenario in the address is too long");
    }
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let from = 0;
  for (const part of parts) {
    all.set(part, from);
    from += part.length;
  }
  return all;
}

/** Text as letters that may stand in an address. */
export async function packText(text: string): Promise<string> {
  const packed = await through(
    new TextEncoder().encode(text),
    new CompressionStream("deflate-raw"),
  );
  const signs = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The text again. @throws Error when the letters are damaged or unpack to too much. */
export async function unpackText(packed: string): Promise<string> {
  const signs = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
  return new TextDecoder("utf-8", { fatal: true }).decode(
    await through(bytes, new DecompressionStream("deflate-raw")),
  );
}
