import fs from "node:fs";
import path from "node:path";
import { thirds } from "./compare.js";
import { bin, makeMachine, runNode } from "./machine.js";

const line = 'export PATH="$HOME/bin:$PATH" # what somebody once needed\n';

/**
 * What a startup file of 20 MB costs beyond what an empty one costs, against the same for 10 MB: 2 where the cost
 * grows with the file, 4 where it grows with its square. Install and uninstall are one round.
 */
export function* benchStartup() {
  const machine = makeMachine();
  const rc = path.join(machine.env.HOME, ".bashrc");
  const env = { ...machine.env, SHELL: "/bin/bash" };
  const timed = (megabytes) => {
    const text = line.repeat(Math.ceil((megabytes * 1e6) / line.length));
    fs.writeFileSync(rc, text);
    fs.rmSync(path.join(machine.env.HOME, ".local"), { recursive: true, force: true });
    const took =
      runNode([bin, "shell", "install"], env) + runNode([bin, "shell", "uninstall"], env);
    if (fs.readFileSync(rc, "utf8") !== text) throw new Error(`${rc} is another one now`);
    return took;
  };
  try {
    runNode([bin, "use", "cn", "--no-verify"], env);
    const [none, half, all] = thirds(5, [0, 10, 20], timed);
    yield {
      name: "shell install: 20 MB : 10 MB",
      value: (all - none) / (half - none),
      bar: 3,
      unit: "×",
      note: `${none.toFixed(0)} ms, ${half.toFixed(0)} ms, ${all.toFixed(0)} ms`,
    };
  } finally {
    machine.remove();
  }
}
