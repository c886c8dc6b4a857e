"""Runs pvlib's PVWatts model chain on EPW files and prints annual yields (kWh per kW DC) as JSON."""

import json
import sys

import numpy as np
import pandas as pd
import pvlib
from pvlib.location import Location
from pvlib.modelchain import ModelChain
from pvlib.pvsystem import Array, FixedMount, PVSystem, SingleAxisTrackerMount

DC_PER_AC = 1.2
INVERTER_EFFICIENCY = 0.96


def mount_of(name: str, latitude: float):
    if name == "tracker":
        return SingleAxisTrackerMount(
            axis_tilt=0, axis_azimuth=0, max_angle=60, backtrack=True, gcr=0.4
        )
    return FixedMount(surface_tilt=0.76 * latitude + 3.1, surface_azimuth=180)


def annual_yield(path: str, name: str) -> float:
    weather, meta = pvlib.iotools.read_epw(path, coerce_year=2025)
    # Row h of an EPW covers the hour that ends at h; pvlib labels it with its start.
    weather.index = weather.index + pd.Timedelta("30min")
    location = Location(meta["latitude"], meta["longitude"], altitude=meta["altitude"])
    array = Array(
        mount_of(name, meta["latitude"]),
        albedo=0.2,
        module_parameters={"pdc0": 1.0, "gamma_pdc": -0.0035},
        temperature_model_parameters={"a": -3.56, "b": -0.075, "deltaT": 3},
    )
    system = PVSystem(
        [array],
        inverter_parameters={
            "pdc0": 1.0 / DC_PER_AC / INVERTER_EFFICIENCY,
            "eta_inv_nom": INVERTER_EFFICIENCY,
        },
        losses_parameters={
            "soiling": 14, "shading": 0, "snow": 0, "mismatch": 0, "wiring": 0,
            "connections": 0, "lid": 0, "nameplate_rating": 0, "age": 0, "availability": 0,
        },
    )
    chain = ModelChain.with_pvwatts(system, location)
    chain.run_model(weather[["ghi", "dni", "dhi", "temp_air", "wind_speed"]])
    return float(np.nansum(chain.results.ac))


def sun_positions() -> list[list[float]]:
    rows = []
    for latitude, longitude in [(65.6, 22.1), (33.43, -112.0), (1.35, 103.9), (-33.9, 151.2)]:
        for stamp in ["2025-01-15T03:30Z", "2025-04-02T12:30Z", "2025-06-21T18:30Z", "2024-02-29T23:30Z", "2025-10-09T05:30Z"]:
            position = pvlib.solarposition.get_solarposition(pd.DatetimeIndex([stamp]), latitude, longitude)
            rows.append([stamp, latitude, longitude, float(position["apparent_zenith"].iloc[0]), float(position["azimuth"].iloc[0])])
    return rows


if __name__ == "__main__":
    if sys.argv[1] == "--sun":
        print(json.dumps(sun_positions()))
    else:
        print(json.dumps({p: {m: annual_yield(p, m) for m in ("fixed", "tracker")} for p in sys.argv[1:]}))
