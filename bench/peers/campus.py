"""The campus-year as a PyPSA network, from the CSV files that export.ts writes; prints one line of JSON.

    python campus.py FOLDER SOLVER          SOLVER: choose, simplex, ipx, ipm (no crossover), hipo

Power, heat and IT are buses; plants are generators, coolers and the fleet are links; the battery is a
store between two links of one power. Linear limits that no component has (yearly compute, CO2 with an
hourly grid factor, hours of storage) go through extra_functionality, as PyPSA advises.
"""

import json
import resource
import sys
import time

started = time.perf_counter()
import pandas as pd  # noqa: E402
import pypsa  # noqa: E402

imported = time.perf_counter()
HOURS_FILE, ASSETS_FILE, FIGURES_FILE = "hours.csv", "assets.csv", "figures.csv"
SOLVERS = {
    "choose": {},
    "simplex": {"solver": "simplex"},
    "ipx": {"solver": "ipx"},
    "ipm": {"solver": "ipx", "run_crossover": "off"},
    "hipo": {"solver": "hipo", "run_crossover": "off"},
}


def build(hours, assets, figure):
    """The network: one snapshot per hour."""
    n = pypsa.Network()
    n.set_snapshots(hours.index)
    n.add("Bus", ["power", "it", "airHeat", "liquidHeat", "battery"])

    def size(name, factor=1.0):
        row = assets.loc[name]
        return {
            "p_nom_extendable": True,
            "p_nom_max": row["maximum"] / factor,
            "capital_cost": row["usdPerUnitYear"] * factor,
        }

    plant = {"bus": "power"}
    n.add("Generator", "grid", **plant, **size("grid"), marginal_cost=hours["grid.usdPerMWh"])
    for name in ("solar", "wind", "engine"):
        n.add(
            "Generator",
            name,
            **plant,
            **size(name),
            p_max_pu=hours[f"{name}.profile"],
            marginal_cost=figure[f"{name}.usdPerMWh"],
        )
    charge, discharge = figure["battery.chargeFrac"], figure["battery.dischargeFrac"]
    n.add("Link", "charge", bus0="power", bus1="battery", efficiency=charge, **size("batteryPower"))
    n.add(
        "Link",
        "discharge",
        bus0="battery",
        bus1="power",
        efficiency=discharge,
        p_nom_extendable=True,
        marginal_cost=figure["battery.usdPerMWhOut"] * discharge,
    )
    n.add(
        "Store",
        "battery",
        bus="battery",
        e_cyclic=True,
        e_nom_extendable=True,
        capital_cost=assets.loc["batteryEnergy", "usdPerUnitYear"],
        standing_loss=figure["battery.lossFracPerHour"],
    )
    for name, heat in (("airCooler", "airHeat"), ("liquidCooler", "liquidHeat")):
        n.add(
            "Link",
            name,
            bus0=heat,
            bus1="power",
            **size(name),
            p_max_pu=hours[f"{name}.profile"],
            efficiency=-hours[f"{name}.mwPerMW"],
            marginal_cost=hours[f"{name}.usdPerMWh"],
        )
    electrical = figure["hall.electricalFrac"]
    n.add("Link", "hall", bus0="power", bus1="it", efficiency=electrical, **size("hall", electrical))
    n.add(
        "Link",
        "fleet",
        bus0="it",
        bus1="airHeat",
        bus2="liquidHeat",
        efficiency=figure["fleet.airFrac"],
        efficiency2=figure["fleet.liquidFrac"],
        **size("fleet", 1 / figure["fleet.mwPerChip"]),
    )
    return n


def limits(hours, figure):
    """Adds the rows that no component has."""

    def add(n, _snapshots):
        m = n.model
        link, link_size = m["Link-p"], m["Link-p_nom"]
        energy = m["Store-e_nom"].sel(name="battery")
        power = link_size.sel(name="charge")
        out = link_size.sel(name="discharge") * figure["battery.dischargeFrac"]
        m.add_constraints(out == power, name="battery-one-power")
        m.add_constraints(energy >= figure["battery.minimumHours"] * power, name="battery-least-hours")
        m.add_constraints(energy <= figure["battery.maximumHours"] * power, name="battery-most-hours")
        compute = link.sel(name="fleet").sum() * figure["fleet.pflopsPerMW"]
        m.add_constraints(compute >= figure["targetPFLOPSh"], name="yearly-compute")
        generator = m["Generator-p"]
        grid = hours["grid.tCO2PerMWh"].rename_axis("snapshot").to_xarray()
        co2 = (generator.sel(name="grid") * grid).sum()
        co2 = co2 + generator.sel(name="engine").sum() * figure["engine.tCO2PerMWh"]
        m.add_constraints(co2 <= figure["mostTCO2"], name="co2-cap")

    return add


def main(folder, solver):
    hours = pd.read_csv(f"{folder}/{HOURS_FILE}", index_col=0)
    hours.index = pd.date_range("2025-01-01", periods=len(hours), freq="h", name="snapshot")
    assets = pd.read_csv(f"{folder}/{ASSETS_FILE}", index_col=0)
    figure = pd.read_csv(f"{folder}/{FIGURES_FILE}", index_col=0)["value"]
    network = build(hours, assets, figure)
    built = time.perf_counter()
    status, condition = network.optimize(
        solver_name="highs",
        io_api="direct",
        log_to_console=False,
        include_objective_constant=False,
        extra_functionality=limits(hours, figure),
        **SOLVERS[solver],
    )
    solved = time.perf_counter()
    sizes = {
        **network.generators.p_nom_opt.to_dict(),
        **network.links.p_nom_opt.to_dict(),
        "batteryMWh": float(network.stores.e_nom_opt["battery"]),
    }
    energy = float(network.generators_t.p.to_numpy().sum())
    ended = time.perf_counter()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "status": f"{status} {condition}",
                "objective": float(network.objective),
                "columns": int(network.model.nvars),
                "rows": int(network.model.ncons),
                "importSeconds": imported - started,
                "readAndBuildSeconds": built - imported,
                "solveSeconds": solved - built,
                "highsSeconds": float(network.model.solver_model.getRunTime()),
                "seconds": ended - started,
                "cpuSeconds": usage.ru_utime + usage.ru_stime,
                "memoryMB": usage.ru_maxrss / 1024,
                "generatedMWh": energy,
                "sizes": sizes,
            }
        )
    )


main(sys.argv[1], sys.argv[2])
