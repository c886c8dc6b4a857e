/** The files of deploy/: every name they refer to exists, nothing is open that need not be, their commands are ones the program knows. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (name: string) => readFileSync(join(ROOT, "deploy", name), "utf8");

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly networks: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly healthcheck?: unknown;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly build?: { readonly context: string; readonly dockerfile: string };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

/** Keys of a service in the Compose Specification that are used here; a new one is looked up and added. */
const SERVICE_KEYS = [
  ["image", "build", "init", "restart", "read_only", "tmpfs", "cap_drop", "cap_add"],
  ["security_opt", "environment", "secrets", "depends_on", "networks", "command", "entrypoint"],
  ["ports", "stop_grace_period", "mem_limit", "healthcheck", "volumes"],
].flat();

/** The flags of Node that are used, known to every Node since 20; not all of V8's are. */
const NODE_FLAGS = ["--single-threaded-gc"];

/** Options that a command of the program has. */
function optionsOf(command: string): string[] {
  const help = execFileSync(process.execPath, [join(ROOT, "bin/firmwatt"), command, "--help"]);
  return [...help.toString().matchAll(/--[a-z-]+/g)].map(([option]) => option);
}

/** Expects that the words after `dist/main.mjs` are a command of the program with its own options. */
function expectKnown(words: readonly string[]): void {
  const [command, ...rest] = words;
  const known = optionsOf(command!);
  for (const option of rest.filter((word) => word.startsWith("--")))
    expect(known, `${command} ${option}`).toContain(option);
}

describe("the compose file", () => {
  const compose = parse(read("compose.yaml"), { merge: true }) as Compose;
  const services = Object.entries(compose.services);

  it("has the server, workers and PostgreSQL, with known keys alone", () => {
    expect(services.map(([name]) => name)).toEqual(["web", "worker", "postgres"]);
    for (const [name, service] of services)
      for (const key of Object.keys(service)) expect(SERVICE_KEYS, name).toContain(key);
  });

  it("refers to what there is: secrets, networks, volumes, services with a health check, files", () => {
    for (const [name, service] of services) {
      for (const secret of service.secrets) expect(compose.secrets, name).toHaveProperty(secret);
      for (const network of service.networks)
        expect(compose.networks, name).toHaveProperty(network);
      for (const volume of service.volumes ?? [])
        expect(compose.volumes, name).toHaveProperty(volume.split(":")[0]!);
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(condition).toBe("service_healthy");
        expect(compose.services[other]?.healthcheck, `${name} waits for ${other}`).toBeDefined();
      }
      const { build } = service;
      if (build)
        expect(existsSync(join(ROOT, "deploy", build.context, build.dockerfile))).toBe(true);
      const passwordFile = Object.entries(service.environment).find(([key]) =>
        key.endsWith("PASSWORD_FILE"),
      )![1];
      expect(service.secrets.map((secret) => `/run/secrets/${secret}`)).toContain(passwordFile);
    }
  });

  it("opens one port, on loopback; PostgreSQL and workers reach nothing outside; nobody gains rights", () => {
    const ports = services.flatMap(([, { ports: some = [] }]) => some);
    expect(ports).toEqual(["127.0.0.1:4780:4780"]);
    for (const [name, { networks, cap_drop, security_opt, image, environment }] of services) {
      if (name !== "web")
        expect(networks.every((network) => compose.networks[network]?.internal)).toBe(true);
      expect(cap_drop).toEqual(["ALL"]);
      expect(security_opt).toEqual(["no-new-privileges:true"]);
      expect(image, name).toMatch(/:(?!latest$)[\w.-]+$/);
      expect(JSON.stringify(environment)).not.toMatch(/PASSWORD":|:\/\/\w+:[^/]/);
    }
  });

  it("runs commands that the program has", () => {
    const { web, worker, postgres } = compose.services;
    expectKnown(web!.command!);
    expectKnown(worker!.command!);
    expect(worker!.entrypoint).toEqual(["node", ...NODE_FLAGS, "dist/main.mjs"]);
    expect(postgres!.command).toBeUndefined();
  });
});

describe("the container file", () => {
  const lines = read("Dockerfile")
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(/\s+/));
  const of = (instruction: string) => lines.filter(([word]) => word === instruction);

  it("builds on a Node that this project supports, and copies from stages and files that there are", () => {
    const stages = of("FROM").flatMap(([, , as, name]) => (as === "AS" ? [name!] : []));
    for (const [, image] of of("FROM")) {
      const major = Number(/^node:(\d+)-bookworm-slim$/.exec(image!)?.[1]);
      expect(major, image).toBeGreaterThanOrEqual(22);
    }
    for (const [, ...words] of of("COPY")) {
      const from = words.find((word) => word.startsWith("--from="))?.slice("--from=".length);
      const sources = words.filter((word) => !word.startsWith("--")).slice(0, -1);
      if (from !== undefined) expect(stages).toContain(from);
      for (const source of sources)
        expect(existsSync(join(ROOT, source.replace(/^\/app\//, ""))), source).toBe(true);
    }
  });

  it("runs as a plain user, with a command the program has", () => {
    expect(of("USER")).toEqual([["USER", "1000:1000"]]);
    const json = (instruction: string) =>
      JSON.parse(of(instruction)[0]!.slice(1).join(" ")) as string[];
    expect(json("ENTRYPOINT")).toEqual(["node", "dist/main.mjs"]);
    expectKnown(json("CMD"));
  });
});

describe("the systemd units", () => {
  it.each(["firmwatt.service", "firmwatt-worker.service"])(
    "%s has its three parts, a plain user, and a command the program has",
    (name) => {
      const lines = read(name).split("\n");
      const settings = lines.filter((line) => line !== "" && !/^[#[]/.test(line));
      for (const line of settings) expect(line).toMatch(/^[A-Z][A-Za-z0-9]*=/);
      expect(lines.filter((line) => line.startsWith("["))).toEqual([
        "[Unit]",
        "[Service]",
        "[Install]",
      ]);
      const valueOf = (key: string) =>
        settings.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
      expect(valueOf("User")).toBe("firmwatt");
      expect(valueOf("NoNewPrivileges")).toBe("true");
      expect(valueOf("ProtectSystem")).toBe("strict");
      expect(valueOf("CapabilityBoundingSet")).toBe("");
      const words = valueOf("ExecStart")!.split(" ");
      const program = words.indexOf("dist/main.mjs");
      for (const flag of words.slice(1, program)) expect(NODE_FLAGS).toContain(flag);
      expectKnown(words.slice(program + 1));
    },
  );
});
