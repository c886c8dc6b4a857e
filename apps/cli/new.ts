/** `firmwatt new`: a commented scenario from three answers: where, how many MW, by when. */
import { access, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { catalog } from "../../src/catalog/catalog.ts";
import { numberIn } from "../../src/catalog/table.ts";
import { findPlace, listPlaces } from "../../src/climate/place.ts";
import { NAME, NAME_WORDS } from "../../src/scenario/blocks.ts";
import { nearest } from "../../src/scenario/issue.ts";

interface NewOptions {
  readonly place?: string;
  readonly mw?: string;
  readonly year?: string;
}

const ACCELERATOR = "gb200-nvl72";
/** Share of the MW that is asked for as IT, so that cooling and losses fit beside it in a hot hour. */
const ASKED_FRAC = 0.855;
const HOURS_PER_YEAR = 8760;

/** EFLOPS·h a year of training that the MW carry: peak of the chips per IT MW × MFU × availability. */
function targetEFLOPShPerYear(megawatts: number): number {
  const chip = catalog("accelerators").get(ACCELERATOR)!;
  const training = catalog("workloads").get("training")!;
  const peakPFLOPSPerMW = numberIn(chip, "bf16TFLOPS") / numberIn(chip, "itKWPerChip");
  const used = numberIn(training, "mfuFrac") * numberIn(training, "availabilityFrac");
  return Math.floor((megawatts * ASKED_FRAC * peakPFLOPSPerMW * used * HOURS_PER_YEAR) / 1000);
}

/** The scenario text; training is asked for as much as the MW can carry. */
function scenarioText(name: string, place: string, megawatts: number, year: number): string {
  return `# A campus at ${findPlace(place)!.name}. Plan it: npm run firmwatt -- plan ${name}.yaml
# Everything left out takes the catalogue's default; the report lists each with its source.
firmwatt: 1
name: ${name}
year: ${year}                        # the design year
demand:
  training: { targetEFLOPShPerYear: ${targetEFLOPShPerYear(megawatts)} }   # effective compute; lower it if this cannot be done
accelerators:
  ${ACCELERATOR}: {}                    # firmwatt catalog accelerators lists others
sites:
  ${place}:
    place: ${place}                  # weather, price, carbon, tax: firmwatt places
    connection: { firmMW: ${megawatts} }     # add nonFirmMW and curtailedHoursPerYear for a flexible part
    # supply: { solar: {}, onshore-wind: {}, reciprocating-engine: { maxMW: 50 } }
    # storage: { lithium-battery: {} }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
# rules: { hourly-clean-share: { minFrac: 0.9 } }
`;
}

async function ask(options: NewOptions): Promise<{ place: string; mw: string; year: string }> {
  const { place, mw, year } = options;
  if (place !== undefined && mw !== undefined) return { place, mw, year: year ?? "2027" };
  if (!process.stdin.isTTY) throw new Error("state --place and --mw, or run it in a terminal");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answers = {
    place:
      place ??
      (await lines.question(
        `Where? (${listPlaces()
          .map(({ id }) => id)
          .join(", ")}) `,
      )),
    mw: mw ?? (await lines.question("How many MW at the connection? ")),
    year: year ?? ((await lines.question("In which year? [2027] ")) || "2027"),
  };
  lines.close();
  return answers;
}

/** What is wrong with the answers, if anything. */
function complaint(
  name: string,
  answers: { place: string; mw: string; year: string },
): string | undefined {
  if (!NAME.test(name)) return `${name} cannot be a name; use ${NAME_WORDS}`;
  const meant = nearest(
    answers.place,
    listPlaces().map(({ id }) => id),
  );
  if (!findPlace(answers.place))
    return `no place ${answers.place}${meant ? `; did you mean ${meant}?` : "; firmwatt places lists them"}`;
  if (!(Number(answers.mw) > 0 && Number(answers.mw) <= 100_000))
    return `${answers.mw} is not a number of MW above 0`;
  const year = Number(answers.year);
  return Number.isInteger(year) && year >= 1990 && year <= 2100
    ? undefined
    : `${answers.year} is not a year from 1990 to 2100`;
}

export async function runNew(name: string, options: NewOptions): Promise<number> {
  const file = `${name}.yaml`;
  try {
    const answers = await ask(options);
    const wrong = complaint(name, answers);
    if (wrong) throw new Error(wrong);
    const taken = await access(file).then(
      () => true,
      () => false,
    );
    if (taken) throw new Error(`${file} is there already`);
    await writeFile(
      file,
      scenarioText(name, answers.place.trim(), Number(answers.mw), Number(answers.year)),
      { flag: "wx" },
    );
  } catch (error) {
    process.stderr.write(
      `Nothing was written: ${error instanceof Error ? error.message : String(error)}.\n`,
    );
    return 1;
  }
  console.log(`${file} is written. Plan it: npm run firmwatt -- plan ${file}`);
  return 0;
}
