/** Synthetic hourly weather and prices from a seed: sunshine with cloudy days, wind with weather of several days. */

/** Mulberry32: a small seeded generator of numbers in [0, 1). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Weather {
  readonly solarFrac: Float64Array;
  readonly windFrac: Float64Array;
  readonly tempC: Float64Array;
  readonly pricesUSDPerMWh: Float64Array;
}

/** Hourly weather and prices of a made-up place. */
export function makeWeather(hours: number, random: () => number): Weather {
  const [solarFrac, windFrac, tempC, pricesUSDPerMWh] = Array.from(
    { length: 4 },
    () => new Float64Array(hours),
  );
  let clear = 0.7;
  let wind = 0.4;
  let scarcity = 0;
  for (let t = 0; t < hours; t++) {
    const season = Math.cos((2 * Math.PI * (t / 24 - 172)) / 365);
    const hour = t % 24;
    if (hour === 0) clear = Math.min(1, Math.max(0.15, 0.7 * clear + 0.3 * random() + 0.08));
    const height = Math.sin((Math.PI * (hour - 6 + season)) / (12 + 2 * season));
    solarFrac![t] =
      height > 0 && hour > 4 && hour < 20
        ? Math.round(1e4 * height * clear * (0.8 + 0.15 * season)) / 1e4
        : 0;
    wind = Math.min(
      1,
      Math.max(0, wind + 0.12 * (random() - 0.5) + 0.02 * (0.38 - 0.1 * season - wind)),
    );
    windFrac![t] = Math.round(1e4 * wind) / 1e4;
    tempC![t] = 12 + 11 * season + 5 * Math.sin((Math.PI * (hour - 9)) / 12) + 3 * (random() - 0.5);
    scarcity = 0.9 * scarcity + (random() > 0.995 ? 150 : 0);
    const residual =
      1.3 - solarFrac![t]! - 0.6 * windFrac![t]! + 0.15 * Math.sin((Math.PI * (hour - 12)) / 12);
    pricesUSDPerMWh![t] = Math.round(100 * (15 + 45 * residual + scarcity + 6 * random())) / 100;
  }
  return {
    solarFrac: solarFrac!,
    windFrac: windFrac!,
    tempC: tempC!,
    pricesUSDPerMWh: pricesUSDPerMWh!,
  };
}
