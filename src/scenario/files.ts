/** Reads the hourly files a site names: weather from EPW or CSV, price and carbon from CSV. */
import type { Climate, Market, Origin } from "../climate/climate.ts";
import { splitIrradiance } from "../climate/irradiance.ts";
import { relativeHumidityFromDewPointFrac, wetBulbSeriesC } from "../climate/psychrometrics.ts";
import { readEPW } from "../climate/readers/epw.ts";
import { readHourly } from "../climate/readers/hourly.ts";
import type { HourlyTable } from "../climate/readers/hourly.ts";
import { hourlyOptions } from "../climate/readers/hourly-options.ts";
import type { StatedHours } from "../climate/readers/hourly-options.ts";
import type { ReadResult } from "../climate/readers/issue.ts";
import { sunPath } from "../climate/sun.ts";
import { catalogRate } from "./currency.ts";
import type { UnplacedIssue } from "./issue.ts";
import { isFarFrom } from "./plausible.ts";
import type { Money } from "./scenario.ts";

interface FileRequest extends StatedHours {
  readonly file: string;
}

interface FileContext {
  readonly readFile?: (path: string) => Promise<string>;
  readonly issues: UnplacedIssue[];
  readonly notices: string[];
  readonly money: Money;
}

type Path = readonly string[];

/** The file read with `read`; undefined when that fails, with the reasons in `issues`. */
async function readWith<Value>(
  request: FileRequest,
  path: Path,
  context: FileContext,
  read: (text: string) => ReadResult<Value>,
): Promise<Value | undefined> {
  const at = [...path, "file"];
  let text: string;
  try {
    if (!context.readFile) throw new Error("files cannot be read here");
    text = await context.readFile(request.file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.issues.push({
      code: "file",
      path: at,
      message: `${request.file} cannot be read: ${reason}`,
    });
    return undefined;
  }
  const result = read(text);
  if (result.ok) {
    context.notices.push(...result.notices.map((notice) => `${request.file}: ${notice}`));
    return result.value;
  }
  context.issues.push(
    ...result.issues.map((issue): UnplacedIssue => ({
      code: "series",
      path: at,
      message: `${request.file}: ${issue.message.replace(/\.$/, "")}`,
      ...(issue.hint === "" ? {} : { hint: issue.hint }),
    })),
  );
  return undefined;
}

function measured(request: FileRequest): Origin {
  return { confidence: "measured", source: `the scenario's file ${request.file}` };
}

function hourlyRead(request: FileRequest): (text: string) => ReadResult<HourlyTable> {
  return (text) => readHourly(text, hourlyOptions(request));
}

/** Currencies in which a file's column of prices may be. */
const PRICE_CURRENCIES = ["USD", "EUR", "GBP"] as const;

/** Prices of a file in USD per MWh; those in another currency at the scenario's rate, or the catalogue's, with a notice. */
function pricesOf(
  table: HourlyTable,
  { file }: FileRequest,
  { money, notices }: FileContext,
): Float64Array | undefined {
  const currency = PRICE_CURRENCIES.find((one) => table.columns.has(`price${one}PerMWh`));
  if (currency === undefined) return undefined;
  const { values } = table.columns.get(`price${currency}PerMWh`)!;
  if (currency === "USD") return values;
  const stated = money.currency === currency;
  const rate = stated ? money.usdPerUnit : catalogRate(currency);
  if (rate === undefined) return undefined;
  notices.push(
    `${file}: prices in ${currency} are taken at ${rate} USD per ${currency}, ${stated ? "the scenario's rate" : "the catalogue's rate"}`,
  );
  return values.map((price) => price * rate);
}

/** Series are taken hour for hour from 1 January UTC: a file of another year keeps its hours and loses its weekdays. */
function tellOtherYear(
  { startUTC }: HourlyTable,
  { file }: FileRequest,
  typical: { readonly startUTC: string },
  notices: string[],
): void {
  const [own, plans] = [startUTC.slice(0, 4), typical.startUTC.slice(0, 4)];
  if (own !== plans)
    notices.push(
      `${file}: is of ${own} and is taken hour for hour as ${plans}, so that weekdays differ; set year: ${own} to keep them`,
    );
}

/** Humidity of a CSV: as given, else from its dew point; else that of the place. */
function humidityOf(
  column: (name: string) => Float64Array | undefined,
  tempC: Float64Array,
): Float64Array | undefined {
  return (
    column("relativeHumidityFrac") ??
    column("dewPointC")?.map((dew, t) => relativeHumidityFromDewPointFrac(tempC[t]!, dew))
  );
}

/** Weather columns of a CSV laid over the place's typical year; what the file lacks stays typical, and is said. */
function overTypical(
  table: HourlyTable,
  typical: Climate,
  request: FileRequest,
  notices: string[],
): Climate {
  const column = (name: string) => table.columns.get(name)?.values;
  const tempC = column("tempC") ?? typical.tempC;
  const humidity = humidityOf(column, tempC);
  const relativeHumidityFrac = humidity ?? typical.relativeHumidityFrac;
  const pressurePa = column("pressurePa") ?? typical.pressurePa;
  const windMPS = column("windMPS") ?? typical.windMPS;
  const ghi = column("ghiWPerM2");
  const [dni, dhi] = [column("dniWPerM2"), column("dhiWPerM2")];
  const origins: Record<string, Origin> = { ...typical.origins };
  for (const [name, there] of [
    ["tempC", column("tempC")],
    ["relativeHumidityFrac", humidity],
    ["windMPS", column("windMPS")],
    ["ghiWPerM2", ghi],
  ] as const) {
    if (there) origins[name] = measured(request);
    else
      notices.push(
        `${request.file}: has no ${name}; that of the place's typical year is used, which is synthetic`,
      );
  }
  if (column("pressurePa")) origins["pressurePa"] = measured(request);
  // A wet bulb of measured warmth and synthetic humidity is not measured.
  if (column("wetBulbC") || (column("tempC") && humidity)) origins["wetBulbC"] = measured(request);
  const irradiance = ghi
    ? {
        ghiWPerM2: ghi,
        ...(dni && dhi
          ? { dniWPerM2: dni, dhiWPerM2: dhi }
          : splitIrradiance(
              ghi,
              sunPath(typical.startUTC, typical.steps, typical.latitudeDeg, typical.longitudeDeg),
            )),
      }
    : {};
  return {
    ...typical,
    windYield: column("windMPS") ? undefined : typical.windYield,
    tempC,
    relativeHumidityFrac,
    windMPS,
    ...irradiance,
    pressurePa,
    wetBulbC: column("wetBulbC") ?? wetBulbSeriesC(tempC, relativeHumidityFrac, pressurePa),
    origins,
  };
}

/** Weather of a site from a file, an EPW file laid on the plan's year with its weekdays; undefined when it cannot be read, with the reason in `issues`. */
export async function readWeatherFile(
  request: FileRequest,
  typical: Climate,
  path: Path,
  context: FileContext,
): Promise<Climate | undefined> {
  if (/\.epw$/i.test(request.file))
    return readWith(request, path, context, (text) =>
      readEPW(text, { year: new Date(typical.startUTC).getUTCFullYear() }),
    );
  const table = await readWith(request, path, context, hourlyRead(request));
  if (!table) return undefined;
  if (table.steps !== typical.steps) return { ...typical, steps: table.steps };
  tellOtherYear(table, request, typical, context.notices);
  return overTypical(table, typical, request, context.notices);
}

const meanSize = (values: Float64Array) =>
  values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;

/** Market of a site from a CSV file with a price, and carbon and clean share where it has them; `hours` are the plan's. */
export async function readMarketFile(
  request: FileRequest,
  typical: Market,
  hours: Pick<Climate, "startUTC" | "steps">,
  path: Path,
  context: FileContext,
): Promise<Market | undefined> {
  const table = await readWith(request, path, context, hourlyRead(request));
  if (!table) return undefined;
  const column = (name: string) => table.columns.get(name)?.values;
  const price = pricesOf(table, request, context);
  if (!price) {
    context.issues.push({
      code: "series",
      path: [...path, "file"],
      message: `${request.file} has no price in USD, EUR or GBP per MWh`,
      hint: "Name a column such as price_usd_mwh.",
    });
    return undefined;
  }
  const [own, usual] = [meanSize(price), meanSize(typical.priceUSDPerMWh)];
  if (isFarFrom(own, usual))
    context.notices.push(
      `${request.file}: prices are ${Number(own.toPrecision(3))} USD per MWh on average, where ${Number(usual.toPrecision(3))} is usual at the place; are they per MWh?`,
    );
  const origins: Record<string, Origin> = { ...typical.origins, priceUSDPerMWh: measured(request) };
  if (price.length === hours.steps) tellOtherYear(table, request, hours, context.notices);
  const given = {
    gridCO2KgPerMWh: column("gridCO2KgPerMWh"),
    gridCleanFrac: column("gridCleanFrac"),
    gridLifeCycleCO2KgPerMWh: column("gridLifeCycleCO2KgPerMWh"),
  };
  for (const [name, words] of [
    ["gridCO2KgPerMWh", "grid carbon"],
    ["gridCleanFrac", "clean share of the grid's power"],
  ] as const)
    if (given[name]) origins[name] = measured(request);
    else
      context.notices.push(
        `${request.file}: has no ${words}; that of the place's typical year is used, which is synthetic`,
      );
  // Few files have it; without it direct emission stands for it.
  if (given.gridLifeCycleCO2KgPerMWh) origins["gridLifeCycleCO2KgPerMWh"] = measured(request);
  const found = Object.entries(given).filter(([, values]) => values !== undefined);
  return { ...typical, priceUSDPerMWh: price, ...Object.fromEntries(found), origins };
}
