import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterRound, type HealthRecord, parseRule, usualRule } from "../../../src/watch/health.ts";

/** The states after each of these rounds: `+` good, `-` failed. */
function statesOf(rounds: string, rule = usualRule): string {
  let record: HealthRecord | null = null;
  return [...rounds]
    .map((sign, at) => {
      record = afterRound(record, sign === "+", `t${at}`, rule);
      return record.state;
    })
    .join(" ");
}

describe("the state of a mirror", () => {
  it.each([
    ["+", "up"],
    ["-", "degraded"],
    ["+-", "up degraded"],
    ["+-+", "up degraded degraded"],
    ["+-++", "up degraded degraded up"],
    ["+---", "up degraded degraded down"],
    ["+-+-+-", "up degraded degraded degraded degraded down"],
    ["---+", "degraded degraded down down"],
    ["---++", "degraded degraded down down up"],
    ["---+-++", "degraded degraded down down down down up"],
  ])("%s", (rounds, states) => {
    expect(statesOf(rounds)).toBe(states);
  });

  it("is one round's with 1/1", () => {
    expect(statesOf("-++", { failed: 1, of: 1 })).toBe("down down up");
  });

  it("since is the round in which it came to be so", () => {
    const first = afterRound(null, true, "a");
    const second = afterRound(first, true, "b");
    expect(second.since).toBe("a");
    expect(afterRound(second, false, "c").since).toBe("c");
  });

  it("changes at most once for each change of the mirror, whatever the rule", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (rounds) => {
        let record: HealthRecord | null = null;
        let turns = 0;
        let changes = 0;
        rounds.forEach((good, at) => {
          if (at > 0 && rounds[at - 1] !== good) turns++;
          const next: HealthRecord = afterRound(record, good, String(at));
          if (record !== null && next.state !== record.state) changes++;
          record = next;
          expect(next.rounds.length).toBeLessThanOrEqual(usualRule.of);
        });
        // Down comes after degraded: two steps for one turn at most.
        expect(changes).toBeLessThanOrEqual(2 * turns + 1);
      }),
    );
  });
});

it.each([
  ["3/5", { failed: 3, of: 5 }],
  ["1/1", { failed: 1, of: 1 }],
  ["0/5", null],
  ["6/5", null],
  ["3", null],
  ["a/b", null],
  ["100/100", null],
])("the rule %s", (text, rule) => {
  expect(parseRule(text)).toEqual(rule);
});
