import { interleaved, median } from "./compare.js";
import { bare, bin, makeMachine, nodes, runNode } from "./machine.js";
import { nrm } from "./nrm.js";

const chain = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct";

/** The Node for which the design sets the bars; the others are printed beside it. */
const barred = "24";

/** A verb, the bare module with as many go processes, how many it may start, the bars against that and against nrm. */
const verbs = [
  { name: "list", args: ["list"], reference: "read", most: 1, bar: 1.6, nrmBar: 0.6 },
  {
    name: "current --json",
    args: ["current", "--json"],
    reference: "read",
    most: 1,
    bar: 1.6,
    nrmBar: 0.6,
  },
  {
    name: "why M@V",
    args: ["why", "rsc.io/quote@v1.5.2"],
    reference: "read",
    most: 1,
    bar: 1.6,
    nrmBar: 0.6,
  },
  {
    name: "use cn --no-verify",
    args: ["use", "cn", "--no-verify"],
    reference: "write",
    most: 3,
    bar: 1.7,
  },
];

/** What the verbs are compared to. */
const references = {
  read: { file: bare, args: ["read"] },
  write: { file: bare, args: ["write", chain] },
};

/** Whole commands, start to end, against a bare module that starts the same go processes, and against `nrm ls`. */
export function* benchVerbs() {
  const machine = makeMachine();
  try {
    for (const { name, args, most } of verbs) {
      const started = machine.processes([bin, ...args]);
      yield { name: `${name}: go processes`, value: started.length, bar: most, unit: "" };
    }
    const file = nrm();
    for (const node of nodes()) yield* ratiosOn(node, machine, { file, args: ["ls"] });
  } finally {
    machine.remove();
  }
}

function* ratiosOn({ version, program }, machine, nrmLs) {
  const commands = {
    ...references,
    nrm: nrmLs,
    ...Object.fromEntries(verbs.map(({ name, args }) => [name, { file: bin, args }])),
  };
  const times = interleaved(
    Object.entries(commands).map(([name, { file, args }]) => [
      name,
      () => {
        machine.clear();
        return runNode([file, ...args], machine.env, program);
      },
    ]),
  );
  for (const { name, reference, bar, nrmBar } of verbs) {
    yield ratio(`${name} : bare ${reference}`, times[name], times[reference], bar);
    if (nrmBar !== undefined) yield ratio(`${name} : nrm ls`, times[name], times.nrm, nrmBar);
  }

  function ratio(name, ours, theirs, bar) {
    const least = Math.min(...ours) / Math.min(...theirs);
    return {
      name: `Node ${version}  ${name}`,
      value: median(ours) / median(theirs),
      bar: version === barred ? bar : undefined,
      unit: "×",
      note: `${median(ours).toFixed(1)} ms : ${median(theirs).toFixed(1)} ms; of the minima ${least.toFixed(3)}`,
    };
  }
}
