/** Which file holds the series of which place and price zone. */

/** Places whose weather is that of a joined file. */
export const JOINED_WEATHER: Readonly<Record<string, string>> = {
  frankfurt: "DE-LU",
  "silicon-valley": "US-CAL-CISO",
  singapore: "SG",
  tokyo: "JP-TK",
  mumbai: "IN-WE",
  johannesburg: "ZA",
  "sao-paulo": "BR-SP",
  sydney: "AU-NSW",
};
/** Places whose weather is that of an EPW file. */
export const EPW_WEATHER: Readonly<Record<string, string>> = {
  "northern-virginia": "USA_VA_Leesburg.Exec.epw",
  dallas: "USA_TX_Dallas-Fort.Worth.epw",
  phoenix: "USA_AZ_Phoenix-Sky.Harbor.epw",
};

/** A price zone with a series: the file, the market, and where its weather and clock are taken. */
interface PricedZone {
  readonly file: string;
  readonly market: string;
  readonly joined: boolean;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly utcOffsetHours: number;
  readonly note?: string;
}

const zone = (
  file: string,
  market: string,
  [latitudeDeg, longitudeDeg, utcOffsetHours]: readonly [number, number, number],
  note?: string,
): PricedZone => ({
  file,
  market,
  joined: file.startsWith("hourly"),
  latitudeDeg,
  longitudeDeg,
  utcOffsetHours,
  ...(note ? { note } : {}),
});

/** Price zones with a series of 2024. */
export const PRICED_ZONES: Readonly<Record<string, PricedZone>> = {
  NL: zone("prices/NL_2024.csv", "ENTSO-E day-ahead, NL", [52.3, 4.8, 1]),
  FR: zone("prices/FR_2024.csv", "ENTSO-E day-ahead, FR", [48.9, 2.4, 1]),
  ES: zone("prices/ES_2024.csv", "OMIE day-ahead, ES", [40.4, -3.7, 1]),
  "DE-LU": zone("hourly/DE-LU_2024.csv", "ENTSO-E day-ahead, DE-LU", [50.09, 8.65, 1]),
  PJM: zone("hourly/US-MIDA-PJM_2024.csv", "PJM", [39.96, -75.17, -5]),
  ERCOT: zone("hourly/US-TEX-ERCO_2024.csv", "ERCOT", [32.79, -96.82, -6]),
  CAISO: zone("hourly/US-CAL-CISO_2024.csv", "CAISO", [37.43, -121.95, -8]),
  SG: zone("hourly/SG_2024.csv", "EMC Singapore", [1.3, 103.86, 8]),
  "JP-TK": zone("hourly/JP-TK_2024.csv", "JEPX Tokyo", [35.68, 139.81, 9]),
  "IN-WE": zone("hourly/IN-WE_2024.csv", "Indian exchange, western region", [19.09, 72.85, 5.5]),
  ZA: zone(
    "hourly/ZA_2024.csv",
    "Eskom time-of-use tariff",
    [-26.19, 28.03, 2],
    "a tariff, not a spot market",
  ),
  "BR-SP": zone(
    "hourly/BR-SP_2024.csv",
    "CCEE PLD, south-east",
    [-23.51, -46.61, -3],
    "at its floor in most hours",
  ),
  "AU-NSW": zone("hourly/AU-NSW_2024.csv", "AEMO NSW", [-33.85, 151.2, 10]),
};
/** EIA-930 hourly carbon by zone. */
export const CARBON: Readonly<Record<string, string>> = {
  PJM: "PJM_NG_avgCI.csv",
  ERCOT: "ERCO_NG_avgCI.csv",
};
