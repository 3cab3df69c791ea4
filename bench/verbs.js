import { compare } from "./compare.js";
import { bare, bin, makeMachine, runNode } from "./machine.js";

const chain = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct";

/** A verb, the bare module with as many go processes, how many it may start, and the bar for the ratio. */
const verbs = [
  { name: "list", args: ["list"], most: 1, bar: 1.3 },
  { name: "list --json", args: ["list", "--json"], most: 1, bar: 1.3 },
  { name: "why M@V --json", args: ["why", "rsc.io/quote@v1.5.2", "--json"], most: 1, bar: 1.3 },
  { name: "current --json", args: ["current", "--json"], most: 1, bar: 1.3 },
  {
    name: "use cn --no-verify",
    args: ["use", "cn", "--no-verify"],
    writes: true,
    most: 3,
    bar: 1.35,
  },
];

/** Whole commands, start to end, against a bare module that starts the same go processes. */
export function* benchVerbs() {
  for (const { name, args, writes, most, bar } of verbs) {
    const machine = makeMachine();
    try {
      const started = machine.processes([bin, ...args]);
      yield { name: `${name}: go processes`, value: started.length, bar: most, unit: "" };
      const reference = writes ? ["write", chain] : [started.length === 0 ? "print" : "read"];
      const timed = (file, words) => () => {
        if (writes) machine.clear();
        return runNode([file, ...words], machine.env);
      };
      const { ours, theirs, ratio } = compare(timed(bin, args), timed(bare, reference));
      yield {
        name: `${name} : bare ${reference[0]}`,
        value: ratio,
        bar,
        unit: "×",
        note: `${ours.toFixed(1)} ms : ${theirs.toFixed(1)} ms`,
      };
    } finally {
      machine.remove();
    }
  }
}
