import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileKernels, MODULE_FILE, moduleText } from "../../../../scripts/kernels.ts";
import { placeOf } from "./kernels.ts";
import { furnish } from "./room.ts";

describe("kernels", () => {
  it("are what their source compiles to", () => {
    const text = moduleText(compileKernels());
    expect(
      readFileSync(MODULE_FILE, "utf8") === text,
      "run npm run kernels after a change of assembly/",
    ).toBe(true);
  });

  it("give even and odd counts the same numbers as the equations do", () => {
    for (const count of [1, 2, 7, 8]) {
      const { built, release } = furnish((room) => ({
        kernels: room.kernels,
        arrays: Array.from({ length: 13 }, () => room.floats(count)),
      }));
      const { kernels, arrays } = built;
      arrays.forEach((array, i) => {
        for (let k = 0; k < array.length; k++) array[k] = 1 + Math.sin(3 * i + k);
      });
      const [costs, limits, xz, wv, inverse, below, above, profile, t, x, z, w, v] = arrays.map(
        (array) => array.slice(),
      ) as Float64Array[];
      let share = 0;
      for (let k = 0; k < count; k++) {
        wv![k]! -= above![k]! * limits![k]!;
        t![k] = (xz![k]! - costs![k]! - wv![k]!) * inverse![k]!;
        share += profile![k]! * (wv![k]! + above![k]! * t![k]!);
      }
      const places = arrays.map(placeOf);
      const [, , , , , , , , atT] = places;
      const pulled = kernels.pullLimited(
        1,
        places[0]!,
        places[1]!,
        places[2]!,
        places[3]!,
        places[4]!,
        places[6]!,
        places[7]!,
        0,
        count,
        atT!,
      );
      expect(pulled).toBeCloseTo(share, 12);
      expect([...arrays[3]!]).toEqual([...wv!]);
      expect([...arrays[8]!]).toEqual([...t!]);
      const change = 0.3;
      for (let k = 0; k < count; k++) {
        const more = change * profile![k]!;
        const pull = xz![k]!;
        x![k] = (t![k]! + (pull - costs![k]! - wv![k]!) + above![k]! * more) * inverse![k]!;
        z![k] = pull - below![k]! * x![k]!;
        w![k] = more - x![k]! + limits![k]!;
        v![k] = wv![k]! - above![k]! * (more - x![k]!);
      }
      kernels.finishLimited(
        1,
        places[0]!,
        places[1]!,
        places[2]!,
        places[3]!,
        places[4]!,
        places[5]!,
        places[6]!,
        places[7]!,
        0,
        change,
        atT!,
        count,
        places[9]!,
        places[10]!,
        places[11]!,
        places[12]!,
      );
      [x, z, w, v].forEach((wanted, i) => {
        expect([...arrays[9 + i]!]).toEqual([...wanted!]);
      });
      release();
    }
  });

  it("a room starts from zeros, whatever its memory held before, and shares copies", () => {
    const first = furnish((room) => room.floats(1000));
    first.built.fill(7);
    first.release();
    const numbers = Float64Array.of(1, 2, 3);
    const second = furnish((room) => ({
      empty: room.floats(20_000),
      copy: room.floatsOf(numbers),
      same: room.floatsOf(numbers),
    }));
    expect(second.built.empty.every((value) => value === 0)).toBe(true);
    expect([...second.built.copy]).toEqual([1, 2, 3]);
    expect(second.built.same).toBe(second.built.copy);
    second.release();
  });
});
