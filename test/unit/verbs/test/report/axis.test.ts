import fc from "fast-check";
import { expect, it } from "vitest";
import { axisFor, linearAxis } from "../../../../../src/verbs/test/report/plots.ts";

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

it("goes from nothing to a round number above the largest, in a few equal steps", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 1e6, noNaN: true }), (most) => {
      const { at, ticks } = linearAxis(most);
      const [step = 0, end = 0] = [ticks[1], ticks.at(-1)];
      expect(ticks[0]).toBe(0);
      expect(end).toBeGreaterThanOrEqual(most);
      expect(end - step).toBeLessThan(most);
      expect(ticks.length).toBeGreaterThan(3);
      expect(ticks.length).toBeLessThan(8);
      expect(String(step)).toMatch(/^[0.]*[125]0*$/);
      for (const [count, tick] of ticks.entries()) {
        expect(tick).toBeCloseTo(count * step);
        expect(String(tick).length).toBeLessThan(9);
      }
      expect(at(0)).toBe(1.5);
      expect(at(end)).toBe(98.5);
    }),
  );
});
