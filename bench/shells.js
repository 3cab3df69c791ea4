import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { interleaved } from "./compare.js";
import { bin, makeMachine, runNode } from "./machine.js";

/** Milliseconds that asking a shell may take beyond that shell's own start. */
const bar = 100;

/**
 * What `shell status` takes longer where it asks a shell than where that shell is not to be found, against a bare start
 * of it in the two ways in which terminals start it, side by side as they are asked. The least of each is compared:
 * whatever else the machine does adds to three times alike, and would not go away in their difference.
 */
export function* benchShells() {
  for (const shell of ["bash", "zsh", "fish"]) {
    const program = find(shell);
    if (program === null) continue;
    const machine = makeMachine();
    try {
      const { HOME } = machine.env;
      // With ZDOTDIR zsh need not be asked where its startup files are, which is another question.
      const env = { ...machine.env, SHELL: program, TERM: "dumb", ZDOTDIR: HOME };
      // Else bash would share .profile with shells that are asked as well.
      fs.writeFileSync(path.join(HOME, ".bash_profile"), "");
      runNode([bin, "use", "cn", "--no-verify", "--shell", "--quiet"], env);
      const absent = { ...env, SHELL: path.join(HOME, shell), PATH: withoutShells(HOME) };
      const status = [bin, "shell", "status", "--json"];
      const bare = `${program} -ic : & ${program} -lic : & wait`;
      const times = interleaved(
        [
          ["asked", () => runNode(status, env)],
          ["absent", () => runNode(status, absent)],
          ["bare", () => runShell(bare, env)],
        ],
        15,
      );
      const [asked, without, start] = ["asked", "absent", "bare"].map((of) =>
        Math.min(...times[of]),
      );
      yield {
        name: `asking ${shell} - its own start`,
        value: asked - without - start,
        bar,
        unit: "ms",
        note: `${asked.toFixed(0)} ms - ${without.toFixed(0)} ms - ${start.toFixed(0)} ms`,
      };
    } finally {
      machine.remove();
    }
  }
}

function find(name) {
  const files = process.env.PATH.split(":").map((folder) => path.join(folder, name));
  return files.find((file) => fs.existsSync(file)) ?? null;
}

/** A PATH with nothing but go and git. */
function withoutShells(home) {
  const folder = path.join(home, "few");
  fs.mkdirSync(folder);
  for (const name of ["go", "git"]) {
    const file = find(name);
    if (file !== null) fs.symlinkSync(fs.realpathSync(file), path.join(folder, name));
  }
  return folder;
}

function runShell(line, env) {
  const start = performance.now();
  spawnSync("/bin/sh", ["-c", line], { env, cwd: env.HOME, stdio: "ignore", detached: true });
  return performance.now() - start;
}
