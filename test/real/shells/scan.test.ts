import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Found, scanStartupFiles } from "../../../src/shells/scan.ts";
import { sandbox, sandboxEnv } from "../../support/sandbox.ts";
import { find } from "../../support/shells.ts";
import {
  csh,
  elvish,
  fish,
  type Language,
  nu,
  posix,
  xonsh,
} from "../../support/startup-programs.ts";

/**
 * Random startup files, each with statements about many variables: what the scan says about the last value of
 * each must be what the real shell passes on to its children.
 */
interface Real {
  shell: string;
  program: string;
  language: Language;
  /** Below the home folder. */
  file: string;
  /** Reads the file and then runs the script. */
  args(script: string, file: string): string[];
  /** `env` with its output in a file. */
  ask?(out: string): string;
  files?: number;
}

const full = posix({ ansi: true, append: true });
const small = posix({ ansi: false, append: false });
const shells: Real[] = [
  {
    shell: "bash",
    program: "bash",
    language: full,
    file: ".bashrc",
    args: (script) => ["-ic", script],
  },
  {
    shell: "bash",
    program: "bash",
    language: full,
    file: ".profile",
    args: (script) => ["-lc", script],
  },
  {
    shell: "zsh",
    program: "zsh",
    language: full,
    file: ".zshenv",
    args: (script) => ["-c", script],
  },
  {
    shell: "sh",
    program: "dash",
    language: small,
    file: ".profile",
    args: (script) => ["-lc", script],
  },
  {
    shell: "sh",
    program: "ksh",
    language: full,
    file: ".profile",
    args: (script) => ["-lc", script],
  },
  {
    shell: "sh",
    program: "mksh",
    language: full,
    file: ".profile",
    args: (script) => ["-lc", script],
  },
  {
    shell: "fish",
    program: "fish",
    language: fish,
    file: ".config/fish/config.fish",
    args: (script) => ["-c", script],
  },
  {
    shell: "csh",
    program: "tcsh",
    language: csh,
    file: ".tcshrc",
    args: (script) => ["-c", script],
  },
  {
    shell: "nu",
    program: "nu",
    language: nu,
    file: ".config/nushell/config.nu",
    files: 8,
    args: (script) => ["-l", "-c", script],
    ask: (out) => `^/usr/bin/env -0 out> ${out}`,
  },
  {
    shell: "elvish",
    program: "elvish",
    language: elvish,
    file: ".config/elvish/rc.elv",
    files: 8,
    args: (script, file) => ["-c", `eval (slurp <${file})\n${script}`],
  },
  {
    shell: "xonsh",
    program: "xonsh",
    language: xonsh,
    file: ".config/xonsh/rc.xsh",
    files: 3,
    args: (script, file) => ["--no-rc", "-c", `source '${file}'\n${script}`],
  },
];

const toFile = (out: string) => `/usr/bin/env -0 >${out}`;
const perFile = 25;
/** The same files in every run; another number gives others. */
const seed = Number(process.env["SCAN_SEED"] ?? 20_261_121);

describe("the last value of every variable is what the real shell ends with", () => {
  for (const real of shells) {
    const { shell, language, file, args, ask = toFile, files = 12 } = real;
    const program = find(real.program);
    it(`${real.program} ${file}`, (test) => {
      test.skip(program === null, `${real.program} is not installed`);
      const keys = Array.from({ length: perFile }, (_, at) => `SCAN_${at}`);
      const programs = fc.tuple(...keys.map((key, at) => language.program(key, at)));
      let told = 0;
      for (const parts of fc.sample(programs, { numRuns: files, seed })) {
        const { root, home, ctx, write } = sandbox();
        const startup = write(file, `${parts.join("\n")}\n`);
        const out = path.join(root, "out");
        const done = spawnSync(program!, args(ask(out), startup), {
          env: { ...sandboxEnv(root), PATH: "/usr/bin:/bin", XONSH_DATA_DIR: root },
          cwd: home,
          encoding: "utf8",
          timeout: 60_000,
        });
        if (!fs.existsSync(out)) throw new Error(done.stderr);
        const seen = new Map(
          fs
            .readFileSync(out, "utf8")
            .split("\0")
            .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
        );
        const found = scanStartupFiles(ctx, keys, { systemRoot: null });
        for (const [at, key] of keys.entries()) {
          const possible = candidates(found, key, shell);
          if (possible.includes(null)) continue;
          if (possible.length === 1) told += 1;
          expect(possible, `${parts[at]}\n${done.stderr}${done.stdout}`).toContain(seen.get(key));
        }
      }
      expect(told).toBeGreaterThan(files * perFile * 0.3);
    });
  }
});

/** What the variable may hold in the end, as far as the scan can tell; undefined: not set at all. */
function candidates(found: readonly Found[], key: string, shell: string) {
  let possible: (string | null | undefined)[] = [undefined];
  const mine = found.filter((one) => one.key === key && one.order[shell] !== undefined);
  for (const one of mine.toSorted((a, b) => a.order[shell]! - b.order[shell]!)) {
    possible = one.conditional ? [...possible, one.value] : [one.value];
  }
  return possible;
}
