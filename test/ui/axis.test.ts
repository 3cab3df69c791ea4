import fc from "fast-check";
import { expect, it } from "vitest";
import { axisFor } from "../../src/ui/axis.ts";

it.each([
  [[20], [0, 5, 10, 15, 20]],
  [
    [12, 200],
    [0, 50, 100, 150, 200],
  ],
  [
    [2, 900],
    [1, 10, 100, 1000],
  ],
  [
    [0.2, 50],
    [0.1, 1, 10, 100],
  ],
])("%j has ticks at %j", (values, ticks) => {
  expect(axisFor(values).ticks).toEqual(ticks);
});

it("has a place for every value, further right for a larger one", () => {
  const times = fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(times, (values) => {
      const { at, ticks } = axisFor(values);
      const ascending = values.toSorted((a, b) => a - b);
      const places = ascending.map(at);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      for (const place of [...places, ...ticks.map(at)]) {
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(100);
      }
      expect(ticks.length).toBeGreaterThan(1);
    }),
  );
});
