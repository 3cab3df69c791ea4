import fs from "node:fs";
import path from "node:path";

/** A program on PATH; null where it is not installed. */
export function find(program: string): string | null {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const files = folders.map((folder) => path.join(folder, program));
  return files.find((file) => fs.existsSync(file)) ?? null;
}

/**
 * A home folder in which fish was started before. Where it was not, fish reads every page of the manual in the
 * background (config.fish, `fish_update_completions`), and writes into a folder that the test is about to remove.
 */
export function afterFirstFish(home: string): void {
  fs.mkdirSync(path.join(home, ".local/share/fish/generated_completions"), { recursive: true });
}

interface Evaluation {
  /** The text to evaluate. */
  file: string;
  node: string;
  /** A script for node that writes down the environment which it was given. */
  ask: string;
}

export interface Dialect {
  label: string;
  program: string;
  syntax: string;
  /** Whether the language has lines that unset. */
  unsets: boolean;
  /** How this shell takes in the printed text and then starts node. */
  args(at: Evaluation): string[];
}

const posix = (program: string, syntax: string, ...options: string[]): Dialect => ({
  label: [program, ...options].join(" "),
  program,
  syntax,
  unsets: true,
  args: ({ file, node, ask }) => [
    ...options,
    "-c",
    `set -eu; eval "$(cat '${file}')"; '${node}' '${ask}'`,
  ],
});

export const dialects: readonly Dialect[] = [
  posix("bash", "bash"),
  posix("bash", "sh", "--posix"),
  posix("bash", "bash", "-H"),
  posix("zsh", "zsh"),
  posix("zsh", "zsh", "-o", "rcquotes"),
  posix("zsh", "zsh", "-o", "extendedglob"),
  posix("dash", "sh"),
  posix("ksh", "ksh"),
  posix("mksh", "ksh"),
  {
    label: "fish",
    program: "fish",
    syntax: "fish",
    unsets: true,
    args: ({ file, node, ask }) => ["-c", `cat '${file}' | source; '${node}' '${ask}'`],
  },
  {
    label: "tcsh, sourced",
    program: "tcsh",
    syntax: "csh",
    unsets: true,
    args: ({ file, node, ask }) => ["-fec", `source '${file}'; '${node}' '${ask}'`],
  },
  {
    label: "tcsh, sourced, with backslash_quote",
    program: "tcsh",
    syntax: "csh",
    unsets: true,
    args: ({ file, node, ask }) => [
      "-fec",
      `set backslash_quote; source '${file}'; '${node}' '${ask}'`,
    ],
  },
  {
    label: "tcsh, eval with backticks",
    program: "tcsh",
    syntax: "csh",
    unsets: true,
    args: ({ file, node, ask }) => ["-fec", `eval \`cat '${file}'\`; '${node}' '${ask}'`],
  },
  {
    label: "nu",
    program: "nu",
    syntax: "nu",
    unsets: true,
    args: ({ file, node, ask }) => ["-n", "-c", `source '${file}'; ^'${node}' '${ask}'`],
  },
  {
    label: "nu, json",
    program: "nu",
    syntax: "json",
    unsets: false,
    args: ({ file, node, ask }) => [
      "-n",
      "-c",
      `open --raw '${file}' | from json | load-env; ^'${node}' '${ask}'`,
    ],
  },
  {
    label: "elvish",
    program: "elvish",
    syntax: "elvish",
    unsets: true,
    args: ({ file, node, ask }) => [
      "-norc",
      "-c",
      `eval (cat '${file}' | slurp); (external '${node}') '${ask}'`,
    ],
  },
  {
    label: "xonsh",
    program: "xonsh",
    syntax: "xonsh",
    unsets: true,
    args: ({ file, node, ask }) => ["--no-rc", "-c", `source '${file}'\n@('${node}') '${ask}'`],
  },
  {
    label: "dash reading a dotenv file",
    program: "dash",
    syntax: "dotenv",
    unsets: false,
    args: ({ file, node, ask }) => ["-eu", "-c", `set -a; . '${file}'; '${node}' '${ask}'`],
  },
];
