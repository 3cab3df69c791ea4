import type { Step, Start, TraceAt, Tracing } from "./terminal.ts";

/** What stands between the parts of a prompt: characters that no file name and no value of go has. */
const [first, next, last] = ["\u0001", "\u0002", "\u0003"];

/**
 * `set -x` with a prompt that tells the file, the line, and what the wanted variables hold: whatever sets one of them
 * (a loop, `read`, `printf -v`, `eval`, a helper), the line before the change has done it.
 */
function prompt(file: string, line: string, keys: readonly string[]): string {
  const values = keys.map((key) => `\${${key}-}`);
  return `+${first}${[file, line, ...values].join(next)}${last}`;
}

const entry = new RegExp(`^\\++${first}([^${last}\\n]*)${last}(.*)$`, "gm");

function read(output: string, { keys }: TraceAt): Step[] {
  return [...output.matchAll(entry)].map(([, told = "", command = ""]) => {
    const [file = "", line = "", ...values] = told.split(next);
    return {
      file: file || null,
      line: lineOf(line),
      command,
      // Where a function has its own options, zsh prints the prompt as it stands.
      ...(values.length === keys.length &&
        !values.some((one) => one.startsWith("${")) && { values }),
    };
  });
}

/** zsh counts the lines of an `eval` on from the line that it stands in: from 0, as `%i`. */
function lineOf(told: string): number | null {
  const [line = 0, within = 0] = told.split(" ").map(Number);
  return (told.endsWith("(eval)") ? line - within - 1 : line) || null;
}

/**
 * bash takes PS4 from the environment, unless it runs as root: then a file of ours sets it and reads what bash would.
 * The trace goes beside all other output.
 */
export const bashTrace: Tracing = {
  prepare({ keys, start, root }, write) {
    const PS4 = prompt("${BASH_SOURCE-}", "${LINENO-}", keys);
    if (!root) return { args: ["-x"], env: { PS4, BASH_XTRACEFD: "8" } };
    const lines = [`BASH_XTRACEFD=8`, `PS4='${PS4}'`, "set -x", ...filesOfBash[start.kind]];
    const file = write("bashrc", `${lines.join("\n")}\n`);
    return { instead: (command) => ["--rcfile", file, "-ic", command] };
  },
  read,
};

/** bash(1), INVOCATION. The system's own bashrc is read before ours as it is before the user's. */
const filesOfBash: Record<Start["kind"], readonly string[]> = {
  interactive: ["if [ -r ~/.bashrc ]; then . ~/.bashrc; fi"],
  login: [
    "if [ -r /etc/profile ]; then . /etc/profile; fi",
    "if [ -r ~/.bash_profile ]; then . ~/.bash_profile",
    "elif [ -r ~/.bash_login ]; then . ~/.bash_login",
    "elif [ -r ~/.profile ]; then . ~/.profile; fi",
  ],
};

export const zshTrace: Tracing = {
  prepare: ({ keys }) => ({
    args: ["-o", "promptsubst", "-x"],
    env: { PS4: prompt("%x", "%I %i %N", keys) },
  }),
  read,
};

/** ksh93 counts lines on through the files that a file reads; mksh does not know the file. */
export const kshTrace: Tracing = {
  prepare: ({ keys, program }) => ({
    args: ["-x"],
    env: { PS4: prompt(isKsh93(program) ? "${.sh.file}" : "", "${LINENO}", keys) },
  }),
  read(output, at) {
    const steps = read(output, at);
    return isKsh93(at.program) ? steps.map((step) => ({ ...step, line: null })) : steps;
  },
};

const isKsh93 = (program: string) => !/(?:mk|lk|ok|pdk)sh[^/]*$/.test(program);
