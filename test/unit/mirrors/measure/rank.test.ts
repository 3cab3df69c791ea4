import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { note } from "../../../../src/findings.ts";
import { type Measurement, newMeasurement } from "../../../../src/mirrors/measure/measured.ts";
import type { OwnMirror } from "../../../../src/catalog/catalog.ts";
import { rank } from "../../../../src/mirrors/measure/rank.ts";

const failure = note("net.reset", "warning", { host: "h" });

/** A mirror whose small requests take `ms`, and whose zip takes twice that. */
function mirror(id: string, ms: number, change: Partial<Measurement> = {}): Measurement {
  const target = { id, url: `https://${id}.example`, own: false };
  const seen = newMeasurement(target);
  return {
    ...seen,
    probed: { id, url: target.url, ok: true, ms, attempt: { connected: true, proxied: false } },
    samples: 20,
    times: { ...seen.times, total: [ms, ms, ms] },
    zip: { bytes: 1000, ms: 2 * ms },
    serves: { modules: true, sumdb: true, toolchain: true },
    latest: "v1.2.0",
    ...change,
  };
}

function own(name: string, change: Partial<OwnMirror> = {}): OwnMirror {
  const serves = { modules: null, sumdb: null, toolchain: null };
  return { name, url: `https://${name}.example`, serves, private: false, pinned: false, ...change };
}

const ids = (measurements: Measurement[], mine: OwnMirror[] = [], optIn: string[] = []) => {
  const { order, left } = rank(measurements, { own: mine, optIn });
  return {
    order: order.map(({ seen }) => seen.target.id),
    left: Object.fromEntries(left.map(({ seen, why }) => [seen.target.id, why])),
  };
};

describe("who is left out", () => {
  it.each<[why: string, change: Partial<Measurement>]>([
    ["not-measured", { probed: null }],
    ["failed", { error: failure }],
    ["unreliable", { failures: 10 }],
    ["lacks-module", { lacksModule: true }],
  ])("%s", (why, change) => {
    expect(ids([mirror("a", 10, change), mirror("b", 20)])).toEqual({
      order: ["b"],
      left: { a: why },
    });
  });

  it("what is opt-in", () => {
    expect(ids([mirror("a", 10), mirror("b", 20)], [], ["a"])).toEqual({
      order: ["b"],
      left: { a: "opt-in" },
    });
  });

  it("everybody, where nobody serves", () => {
    expect(ids([mirror("a", 10, { error: failure })]).order).toEqual([]);
  });
});

describe("the order", () => {
  it("is that of the cost", () => {
    expect(ids([mirror("c", 33), mirror("a", 20), mirror("b", 22)]).order).toEqual(["a", "b", "c"]);
  });

  it("counts the zip", () => {
    const slow = mirror("slow-zip", 10, { zip: { bytes: 1000, ms: 500 } });
    expect(ids([slow, mirror("b", 20)]).order).toEqual(["b", "slow-zip"]);
  });

  it.each<[what: string, better: Partial<Measurement>, worse: Partial<Measurement>]>([
    ["sumdb", {}, { serves: { modules: true, sumdb: false, toolchain: true } }],
    ["toolchain", {}, { serves: { modules: true, sumdb: true, toolchain: null } }],
    [
      "sumdb before toolchain",
      { serves: { modules: true, sumdb: true, toolchain: false } },
      { serves: { modules: true, sumdb: false, toolchain: true } },
    ],
    ["fresh", {}, { latest: "v1.1.0" }],
  ])("within 5 percent: %s", (_, better, worse) => {
    expect(ids([mirror("worse", 100, worse), mirror("better", 104, better)]).order).toEqual([
      "better",
      "worse",
    ]);
    expect(ids([mirror("worse", 100, worse), mirror("better", 110, better)]).order).toEqual([
      "worse",
      "better",
    ]);
  });

  it("of equals is that of the cost, however near", () => {
    expect(ids([mirror("b", 101), mirror("a", 100)]).order).toEqual(["a", "b"]);
  });

  it("has the unsteady after all steady ones", () => {
    const unsteady = mirror("unsteady", 1, { failures: 3 });
    const once = mirror("once", 5, { failures: 1, samples: 8 });
    expect(ids([unsteady, once, mirror("slow", 900)]).order).toEqual(["once", "slow", "unsteady"]);
  });

  it("begins with the pinned ones in the order of the file, then the private ones", () => {
    const mine = [
      own("p2", { pinned: true }),
      own("p1", { pinned: true }),
      own("s", { private: true }),
    ];
    const seen = [
      mirror("fast", 1),
      mirror("s", 500, { lacksModule: true }),
      mirror("p1", 100),
      mirror("p2", 300),
      mirror("mine", 2),
    ];
    expect(ids(seen, [...mine, own("mine")]).order).toEqual(["p2", "p1", "s", "fast", "mine"]);
  });

  it("leaves out a pinned one that fails", () => {
    const seen = [mirror("p", 1, { error: failure }), mirror("b", 20)];
    expect(ids(seen, [own("p", { pinned: true })])).toEqual({
      order: ["b"],
      left: { p: "failed" },
    });
  });

  it("puts a mirror that was only probed by its probe", () => {
    const probed = mirror("a", 50);
    probed.times.total = [];
    probed.zip = null;
    expect(ids([probed, mirror("b", 10), mirror("c", 90)]).order).toEqual(["b", "a", "c"]);
  });
});

it("loses and doubles nobody, and does not depend on the order in which they were given", () => {
  const some = fc.record({
    ms: fc.integer({ min: 1, max: 40 }),
    failures: fc.integer({ min: 0, max: 12 }),
    sumdb: fc.boolean(),
    dead: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 12 }), (list) => {
      const seen = list.map(({ ms, failures, sumdb, dead }, at) =>
        mirror(`m${at}`, ms + at / 1000, {
          failures,
          serves: { modules: true, sumdb, toolchain: null },
          error: dead ? failure : null,
        }),
      );
      const forth = ids(seen);
      const back = ids(seen.toReversed());
      expect(back.order).toEqual(forth.order);
      expect([...forth.order, ...Object.keys(forth.left)].toSorted()).toEqual(
        seen.map(({ target }) => target.id).toSorted(),
      );
    }),
  );
});
