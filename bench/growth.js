import fs from "node:fs";
import path from "node:path";
import { thirds } from "./compare.js";
import { bin, makeMachine, runNode } from "./machine.js";

/** `0.io`, `1.io` … `7pr.io`: short enough that 10,000 of them are a value that go can still write. */
const patterns = (count) => Array.from({ length: count }, (_, at) => `${at.toString(36)}.io`);

const most = 10_000;

const storedPatterns = (count) => [".config/go/env", `GOPRIVATE=${patterns(count).join(",")}\n`];
const ownMirrors = (count) => [
  ".config/goproxy-cfg/config.json",
  JSON.stringify({
    mirrors: Array.from({ length: count }, (_, at) => ({
      name: `own${at}`,
      url: `https://goproxy${at}.corp.example/go/`,
      serves: { modules: true, sumdb: false },
    })),
  }),
];

/** `stored`: a file below the home folder, and what is in it. */
const verbs = [
  {
    name: "private add to a list",
    stored: storedPatterns,
    args: () => ["private", "add", "corp.com"],
  },
  {
    name: "private add of a list",
    args: (count) => ["private", "add", patterns(count).join(",")],
  },
  { name: "private remove", stored: storedPatterns, args: () => ["private", "remove", "a.io"] },
  { name: "why", stored: storedPatterns, args: () => ["why", "corp.com/team/app@v1.0.0"] },
  ...[
    ["list"],
    ["list", "--json"],
    ["use", "own0", "--no-verify"],
    ["mirror", "add", "other", "https://other.example"],
    ["complete", "--", "use", "o"],
  ].map((words) => ({
    name: `own: ${words.slice(0, 2).join(" ")}`,
    stored: ownMirrors,
    args: () => words,
  })),
];

/**
 * What 10,000 patterns or own mirrors cost beyond what one costs, against the same for half as many: 2 where
 * the cost grows with the list, 4 where it grows with its square. One list after the other in each round, as
 * `compare` does it.
 */
export function* benchGrowth() {
  for (const { name, stored, args } of verbs) {
    const machine = makeMachine();
    const timed = (count) => {
      machine.clear();
      if (stored !== undefined) {
        const [file, text] = stored(count);
        const place = path.join(machine.env.HOME, file);
        fs.mkdirSync(path.dirname(place), { recursive: true });
        fs.writeFileSync(place, text);
      }
      return runNode([bin, ...args(count)], machine.env);
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
