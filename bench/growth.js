import fs from "node:fs";
import path from "node:path";
import { thirds } from "./compare.js";
import { bin, makeMachine, runNode } from "./machine.js";

const most = 10_000;

/** `0.io`, `1.io` … `7pr.io`: short enough that 10,000 of them are a value that go can still write. */
const patterns = (count) => Array.from({ length: count }, (_, at) => `${at.toString(36)}.io`);

const verbs = [
  {
    name: "private add to a list",
    stored: true,
    args: () => ["private", "add", "corp.com"],
  },
  { name: "private add of a list", args: (list) => ["private", "add", list.join(",")] },
  { name: "private remove", stored: true, args: () => ["private", "remove", "a.io"] },
  { name: "why", stored: true, args: () => ["why", "corp.com/team/app@v1.0.0"] },
];

/**
 * What 10,000 patterns cost beyond what none cost, against the same for 5,000: 2 where the cost grows with the
 * list, 4 where it grows with its square. One list after the other in each round, as `compare` does it.
 */
export function* benchGrowth() {
  for (const { name, stored, args } of verbs) {
    const machine = makeMachine();
    const file = path.join(machine.env.HOME, ".config", "go", "env");
    const timed = (count) => {
      const list = patterns(count);
      machine.clear();
      fs.mkdirSync(path.dirname(file), { recursive: true });
      if (stored) fs.writeFileSync(file, `GOPRIVATE=${list.join(",")}\n`);
      return runNode([bin, ...args(list), "--json"], machine.env);
    };
    try {
      const [none, half, all] = thirds(15, [1, most / 2, most], timed);
      yield {
        name: `${name}: 10,000 : 5,000`,
        // A cost that drowns in the start of node grows with nothing.
        value: all - none < 0.1 * none ? 0 : (all - none) / Math.max(half - none, 0.05 * none),
        bar: 3,
        unit: "×",
        note: `${none.toFixed(1)} ms, ${half.toFixed(1)} ms, ${all.toFixed(1)} ms`,
      };
    } finally {
      machine.remove();
    }
  }
}
