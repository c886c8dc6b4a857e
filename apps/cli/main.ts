/** The command line: commands are read here, each does its work in a file of its own, loaded when asked for. */
import { dirname } from "node:path";
import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { StoreRefusal } from "../server/store/refusal.ts";
import type { InputOptions } from "./files.ts";
import { refusedLine, unwritable } from "./refused.ts";

/** Exit codes, as documented. */
export const EXIT = { ok: 0, input: 1, infeasible: 2, unsolved: 3, fault: 70 } as const;

const collect = (value: string, before: string[]) => [...before, value];

const WEEKS = "full (every hour), or weeks:N representative weeks";
const OF_QUARTER = "weeks:1 of every quarter over a horizon";
/** What `--resolution` takes, and what holds when nothing states it. */
const RESOLUTION = {
  one: `${WEEKS}; full when nothing states it, ${OF_QUARTER}`,
  many: `${WEEKS}; weeks:8 when nothing states it, ${OF_QUARTER}`,
  quarters: `${WEEKS}; weeks:1 of every quarter when nothing states it`,
} as const;

/** Refuses what could not be written before anything is planned. */
async function mustBeWritable(command: Command): Promise<void> {
  const { out, xlsx, writeModel } = command.opts<Partial<Record<string, string>>>();
  const targets = [xlsx, writeModel].filter((file) => file !== undefined).map(dirname);
  for (const folder of out === undefined ? targets : [out, ...targets]) {
    const reason = await unwritable(folder);
    if (reason)
      throw new CommanderError(EXIT.input, "folder", `${folder} cannot be written: ${reason}`);
  }
}

function build(): Command {
  const program = new Command("firmwatt")
    .description(
      "Plan AI campuses under a megawatt limit: power, cooling and compute as one verified package.",
    )
    .version(version, "-V, --version", "display the version")
    .hook("preAction", (_, command) => mustBeWritable(command))
    .showSuggestionAfterError()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) });
  program
    .command("plan [scenario]")
    .description("plan a scenario and write its report")
    .option("--out <dir>", "folder for the run's files", "out")
    .option("--json", "print the package as JSON and nothing else")
    .option("--resolution <resolution>", RESOLUTION.one)
    .option("--solver <solver>", "chain or highs", "chain")
    .option("--gap <gap>", "relative gap to prove")
    .option("--write-model <file>", "also write the problem as MPS")
    .option("--xlsx <file>", "also write the pro forma as a workbook with live formulas")
    .option("--set <path=value>", "change a value of the scenario (repeatable)", collect, [])
    .option("--data <dir>", "folder a scenario may read files from (repeatable)", collect, [])
    .action(async (file: string | undefined, options: object) => {
      const { runPlan } = await import("./plan.ts");
      process.exitCode = await runPlan(file, options as Parameters<typeof runPlan>[1]);
    });
  program
    .command("check <scenario>")
    .description("list everything wrong with a scenario")
    .option("--json", "print the issues as JSON")
    .option("--set <path=value>", "change a value of the scenario (repeatable)", collect, [])
    .option("--data <dir>", "folder a scenario may read files from (repeatable)", collect, [])
    .action(async (file: string, options: InputOptions & { json?: boolean }) => {
      const { runCheck } = await import("./check.ts");
      process.exitCode = await runCheck(file, options);
    });
  program
    .command("places")
    .description("list the places that are built in")
    .option("--json", "print as JSON")
    .action(async (options: { json?: boolean }) => {
      const { runPlaces } = await import("./places.ts");
      runPlaces(options);
    });
  program
    .command("catalog [table] [entry]")
    .description("list catalogue tables, entries, or figures with their sources")
    .option("--json", "print as JSON")
    .action(
      async (table: string | undefined, entry: string | undefined, options: { json?: boolean }) => {
        const { runCatalog } = await import("./catalog.ts");
        process.exitCode = runCatalog(table, entry, options);
      },
    );
  program
    .command("rules <place>")
    .description("which rules apply at a place, why, by which source, and what drafts would change")
    .option("--at <date>", "day the law is read on; today when left out")
    .option("--commissioned <date>", "day the campus is commissioned; that of --at when left out")
    .option("--mw <mw>", "MW of the connection")
    .option("--all", "also rules of the place that do not apply, with the reason")
    .option("--json", "print as JSON")
    .action(async (place: string, options: object) => {
      const { runRules } = await import("./rules.ts");
      process.exitCode = runRules(place, options);
    });
  program
    .command("schema")
    .description("print the JSON Schema of the scenario language")
    .action(async () => {
      const { runSchema } = await import("./schema.ts");
      runSchema();
    });
  program
    .command("new <name>")
    .description("write a commented scenario from three answers")
    .option("--place <place>", "where")
    .option("--mw <mw>", "MW at the connection")
    .option("--year <year>", "design year")
    .action(async (name: string, options: object) => {
      const { runNew } = await import("./new.ts");
      process.exitCode = await runNew(name, options);
    });
  program
    .command("compare <runs...>")
    .description("runs side by side: inputs that differ, figures, what moved them")
    .option("--json", "print as JSON")
    .action(async (runs: string[], options: { json?: boolean }) => {
      const { runCompare } = await import("./compare.ts");
      process.exitCode = await runCompare(runs, options);
    });
  program
    .command("explain <run> <figure>")
    .description("a figure of a run: formula, inputs, sources")
    .addHelpText(
      "after",
      "\nA figure that is not known lists how figures are called, such as\nusdPerEFLOPSh, <site>.fullPower.p50, bottleneck.<limit>.perUnit, hour.4811.worth.",
    )
    .action(async (run: string, figure: string) => {
      const { runExplain } = await import("./explain.ts");
      process.exitCode = await runExplain(run, figure);
    });
  program
    .command("rank <scenario>")
    .description("which country first: the same package planned in every place, in order")
    .option("--places <places>", "all, or id,id,…", "all")
    .option("--mw <mw>", "firm MW of the connection instead of the scenario's")
    .option("--by <criterion>", "score, date, cost, clean or odds", "score")
    .option("--weights <weights>", "such as date=2,cost=1,clean=1,odds=1")
    .option("--resolution <resolution>", RESOLUTION.many)
    .option("--json", "print the ranking as JSON and nothing else")
    .option("--out <dir>", "folder for the page", "out")
    .option("--set <path=value>", "change a value of the scenario (repeatable)", collect, [])
    .option("--data <dir>", "folder a scenario may read files from (repeatable)", collect, [])
    .action(async (file: string, options: object) => {
      const { runRank } = await import("./rank.ts");
      process.exitCode = await runRank(file, options as Parameters<typeof runRank>[1]);
    });
  program
    .command("front <scenario>")
    .description("trade-offs: cost against carbon, clean share or date")
    .option("--x <x>", "co2, clean or date", "co2")
    .option("--points <n>", "how many plans", "7")
    .option("--resolution <resolution>", RESOLUTION.many)
    .option("--json", "print the points as JSON and nothing else")
    .option("--out <dir>", "folder for the page", "out")
    .option("--set <path=value>", "change a value of the scenario (repeatable)", collect, [])
    .option("--data <dir>", "folder a scenario may read files from (repeatable)", collect, [])
    .action(async (file: string, options: object) => {
      const { runFront } = await import("./front.ts");
      process.exitCode = await runFront(file, options as Parameters<typeof runFront>[1]);
    });
  program
    .command("curve <scenario>")
    .description("the megawatt supply curve: what could bring more MW, by cost and by month")
    .option(
      "--mw <mw>",
      "most MW asked of each supply option; a tenth of the facility's when left out",
    )
    .option("--report", "also write the report of the plan with the curve in it")
    .option("--resolution <resolution>", RESOLUTION.many)
    .option("--json", "print the options as JSON and nothing else")
    .option("--out <dir>", "folder for the page", "out")
    .option("--set <path=value>", "change a value of the scenario (repeatable)", collect, [])
    .option("--data <dir>", "folder a scenario may read files from (repeatable)", collect, [])
    .action(async (file: string, options: object) => {
      const { runCurve } = await import("./curve.ts");
      process.exitCode = await runCurve(file, options as Parameters<typeof runCurve>[1]);
    });
  program
    .command("buyer <scenario>")
    .description("own, colocate or rent: the same compute three ways, for a buyer of any size")
    .option(
      "--sizes <mw>",
      "MW of IT, such as 1,10,100,1000; the scenario's own and these when left out",
    )
    .option("--pool <n>", "what n such buyers would save by buying power together")
    .option("--pool-rating <rating>", "rating that sellers give the pool")
    .option("--resolution <resolution>", "full, or weeks:N representative weeks")
    .option("--json", "print the comparison as JSON and nothing else")
    .option("--html", "print the page and nothing else")
    .option("--out <dir>", "folder for the page", "out")
    .option("--set <path=value>", "change a value of the scenario (repeatable)", collect, [])
    .option("--data <dir>", "folder a scenario may read files from (repeatable)", collect, [])
    .action(async (file: string, options: object) => {
      const { runBuyer } = await import("./buyer.ts");
      process.exitCode = await runBuyer(file, options as Parameters<typeof runBuyer>[1]);
    });
  program
    .command("time <scenario>")
    .description("time to power: when MW and chips come, with what odds")
    .option("--draws <n>", "how often the dates are drawn")
    .option("--percentiles <list>", "plan on each of these, such as 50,90, and say what differs")
    .option("--xlsx <file>", "also write the pro forma as a workbook with live formulas")
    .option("--resolution <resolution>", RESOLUTION.quarters)
    .option("--json", "print timeline, odds and ledger as JSON and nothing else")
    .option("--out <dir>", "folder for the run's files", "out")
    .option("--set <path=value>", "change a value of the scenario (repeatable)", collect, [])
    .option("--data <dir>", "folder a scenario may read files from (repeatable)", collect, [])
    .action(async (file: string, options: object) => {
      const { runTime } = await import("./time.ts");
      process.exitCode = await runTime(file, options as Parameters<typeof runTime>[1]);
    });
  program
    .command("replan <run>")
    .description("what to change now when a date slips; RUN is a run's folder or a scenario")
    .option("--slip <what=months>", "such as grid=+9mo, -3mo, +2q, +1y (repeatable)", collect, [])
    .option("--resolution <resolution>", RESOLUTION.quarters)
    .option("--json", "print as JSON and nothing else")
    .option("--set <path=value>", "change a value of the scenario (repeatable)", collect, [])
    .option("--data <dir>", "folder a scenario may read files from (repeatable)", collect, [])
    .action(async (run: string, options: object) => {
      const { runReplan } = await import("./replan.ts");
      process.exitCode = await runReplan(run, options as Parameters<typeof runReplan>[1]);
    });
  program
    .command("sweep <scenario>")
    .description(
      "many plans of one scenario: every combination of some values, on all cores or workers",
    )
    .option(
      "--over <path=values>",
      "a,b,c or 1..100, such as seed=1..100 (repeatable)",
      collect,
      [],
    )
    .option("--resolution <resolution>", RESOLUTION.one)
    .option("--workers <n>", "plans at once; 0 leaves them to the workers of DATABASE_URL")
    .option("--out <dir>", "folder for the table", "out")
    .option("--json", "print as JSON and nothing else")
    .option("--set <path=value>", "change a value of the scenario (repeatable)", collect, [])
    .option("--data <dir>", "folder a scenario may read files from (repeatable)", collect, [])
    .action(async (file: string, options: object) => {
      const { runSweep } = await import("./sweep.ts");
      process.exitCode = await runSweep(file, options as Parameters<typeof runSweep>[1]);
    });
  program
    .command("serve")
    .description("the web app and the API, on this machine alone unless told otherwise")
    .option("--port <port>", "0 for any that is free", "4780")
    .option(
      "--host <host>",
      "address to listen at; beyond loopback everyone needs a token",
      "127.0.0.1",
    )
    .option("--open", "open the page in the browser")
    .option("--workers <n>", "plans at once; 0 where workers of their own do the planning")
    .option("--allow-host <name>", "a further name to answer to (repeatable)", collect, [])
    .option("--require-token", "ask for a token on loopback too, as behind a proxy")
    .action(async (options: object) => {
      const { runServe } = await import("./serve.ts");
      process.exitCode = await runServe(options as Parameters<typeof runServe>[0]);
    });
  program
    .command("worker")
    .description("plan what the queue of DATABASE_URL holds")
    .option("--threads <n>", "plans at once")
    .action(async (options: object) => {
      const { runWorker } = await import("./worker.ts");
      process.exitCode = await runWorker(options);
    });
  program
    .command("token <action> [id]")
    .description("create, list or revoke tokens")
    .option("--name <name>", "whose token it is")
    .option("--role <role>", "viewer, planner or admin", "planner")
    .option("--workspace <id>", "workspace; made when there is none", "local")
    .action(async (action: string, id: string | undefined, options: object) => {
      const { runToken } = await import("./token.ts");
      process.exitCode = await runToken(action, id, options as Parameters<typeof runToken>[2]);
    });
  program
    .command("backup <file>")
    .description("write the whole store into one file, also while plans run")
    .option("--force", "write over a file that is there")
    .action(async (file: string, options: object) => {
      const { runBackup } = await import("./backup.ts");
      process.exitCode = await runBackup(file, options);
    });
  program
    .command("restore <file>")
    .description("bring a backup back, as a whole or not at all")
    .option("--replace", "in place of all that is in the store")
    .action(async (file: string, options: object) => {
      const { runRestore } = await import("./backup.ts");
      process.exitCode = await runRestore(file, options);
    });
  return program;
}

/** What went wrong, in words, and whether the user can mend it. */
function told(error: unknown): { readonly words: string; readonly isOfUser: boolean } {
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof StoreRefusal || error instanceof CommanderError)
    return { words, isOfUser: true };
  const refused = refusedLine(error);
  return {
    words: refused ?? `firmwatt: a fault of ours: ${words}`,
    isOfUser: refused !== undefined,
  };
}

try {
  await build().parseAsync(process.argv);
} catch (error) {
  const { words, isOfUser } = told(error);
  process.stderr.write(`${words}\n`);
  if (process.env["FIRMWATT_DEBUG"] && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  process.exitCode = isOfUser ? EXIT.input : EXIT.fault;
}
