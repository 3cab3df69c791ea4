import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Env } from "../../src/context.ts";
import { managedKeys } from "../../src/settings/effective.ts";
import type { Sandbox } from "./sandbox.ts";
import { afterFirstFish, find } from "./shells.ts";

/** A terminal that has just been opened, in which a program is started. */
export interface Terminal {
  shell: string;
  program: string;
  label: string;
  /** How node is started in it, with `$ask` for the script. */
  args(node: string, ask: string): string[];
  /** Runs in a pseudo-terminal. */
  tty?: boolean;
  /** What is typed. */
  input?(node: string, ask: string): string;
}

export const command = (node: string, ask: string) => `'${node}' '${ask}'`;
const terminal = (shell: string, program: string, ...options: string[]): Terminal => ({
  shell,
  program,
  label: [program, ...options].join(" "),
  args: (node, ask) => [...options, command(node, ask)],
});

export const terminals: Terminal[] = [
  terminal("bash", "bash", "-lc"),
  terminal("bash", "bash", "-ic"),
  terminal("bash", "bash", "-lic"),
  terminal("bash", "bash", "-euo", "pipefail", "-lc"),
  terminal("zsh", "zsh", "-c"),
  terminal("zsh", "zsh", "-lc"),
  terminal("zsh", "zsh", "-ic"),
  terminal("zsh", "zsh", "-o", "nounset", "-o", "errexit", "-c"),
  terminal("sh", "dash", "-lc"),
  terminal("dash", "dash", "-euc", "-l"),
  terminal("ksh", "ksh", "-lc"),
  terminal("ksh", "ksh", "-ic"),
  terminal("ksh", "mksh", "-lc"),
  terminal("fish", "fish", "-c"),
  terminal("fish", "fish", "-lc"),
  terminal("fish", "fish", "-ic"),
  terminal("tcsh", "tcsh", "-c"),
  terminal("tcsh", "tcsh", "-ic"),
  terminal("csh", "tcsh", "-ec"),
  {
    ...terminal("nu", "nu"),
    args: (node, ask) => ["-e", `^'${node}' '${ask}'; exit`],
    tty: true,
  },
  {
    ...terminal("elvish", "elvish"),
    args: () => [],
    input: (node, ask) => `(external '${node}') '${ask}'\n`,
  },
  {
    ...terminal("xonsh", "xonsh", "-ic"),
    args: (node, ask) => ["-ic", `@('${node}') '${ask}'`],
  },
];

export const by = (label: string) => terminals.find((one) => one.label === label)!;

/** Whether it can be opened on this machine. */
export const there = (one: Terminal) =>
  find(one.program) !== null && (!one.tty || find("script") !== null);

/** The managed settings that a program started in a fresh terminal has. */
export function open(
  box: Pick<Sandbox, "root" | "home" | "env">,
  one: Terminal,
  inherited: Env = {},
): Record<string, string | undefined> {
  const answer = path.join(box.root, "answer.json");
  const ask = path.join(box.root, "ask.mjs");
  fs.rmSync(answer, { force: true });
  fs.writeFileSync(
    ask,
    `import fs from "node:fs";
     fs.writeFileSync(${JSON.stringify(answer)}, JSON.stringify(process.env));`,
  );
  const program = find(one.program)!;
  if (one.program === "fish") afterFirstFish(box.home);
  const args = one.args(process.execPath, ask);
  const quoted = [program, ...args].map((arg) => `'${arg.replaceAll("'", String.raw`'\''`)}'`);
  const done = spawnSync(
    one.tty ? "script" : program,
    one.tty ? ["-qec", quoted.join(" "), "/dev/null"] : args,
    {
      env: { ...box.env, TERM: "dumb", ...inherited },
      cwd: box.home,
      encoding: "utf8",
      timeout: 60_000,
      // bash takes a socket for a remote shell's and reads .bashrc.
      ...(one.input === undefined
        ? { stdio: ["ignore", "pipe", "pipe"] as const }
        : { input: one.input(process.execPath, ask) }),
    },
  );
  if (!fs.existsSync(answer)) throw new Error(`${one.label}: ${done.stdout}${done.stderr}`);
  const env = JSON.parse(fs.readFileSync(answer, "utf8")) as Record<string, string>;
  return Object.fromEntries(managedKeys.map((key) => [key, env[key]]));
}
