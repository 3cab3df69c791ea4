import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Env } from "../../src/context.ts";
import { startLab } from "../support/lab/lab.ts";
import { bin, type Ended } from "../support/bin.ts";
import { onPath } from "../support/found.ts";
import { nothingLeaves, realGo } from "../support/go.ts";
import { ownGo, rootOf } from "../support/toolchain.ts";
import { removeFolder } from "../support/remove.ts";
import { fill, type Typed, typed } from "./command-line.ts";
import { type Home, type HomeName, homes } from "./homes.ts";
import { normalised } from "./normal.ts";

/** What a command left behind. */
export interface Answer extends Ended {
  /** Content by path below the home folder, of every file that it wrote; null where it removed one. */
  files: Record<string, string | null>;
}

/** A machine that is the same everywhere: one go with a go.env of its own, git, bash, and homes made from data. */
export interface Machine {
  /** Runs the tool in a new home of that name. */
  run(home: HomeName, line: string): Promise<Answer>;
  /** The text without what differs from one run, or one machine, to the next. */
  normal(text: string): string;
  stop(): Promise<void>;
}

/** What go ships with since 1.21, without the switch to another toolchain. */
const goDotEnv =
  "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=local\n";

/** Starts the mirrors on loopback and makes the go; throws where there is no go on PATH. */
export async function startMachine(): Promise<Machine> {
  const go = realGo();
  if (!go.ok) throw new Error(go.reason);
  const lab = await startLab();
  // The length of a path decides where lines break: it is the same wherever there is a /tmp.
  const root = fs.realpathSync(fs.mkdtempSync("/tmp/golden-"));
  const own = ownGo(rootOf(go.value.path), path.join(root, "go"), goDotEnv);
  const programs = path.join(root, "bin");
  fs.mkdirSync(programs);
  for (const name of ["git", "bash", "sh"]) {
    const file = onPath(name);
    if (file !== null) fs.symlinkSync(file, path.join(programs, name));
  }
  let count = 0;
  const newHome = () => {
    const folder = path.join(root, `h${String(count++).padStart(4, "0")}`);
    fs.mkdirSync(folder);
    return folder;
  };
  const envOf = (home: string): Env => ({
    ...nothingLeaves,
    PATH: `${own.bin}:${programs}`,
    HOME: home,
    SHELL: "/bin/bash",
    TERM: "dumb",
    LC_ALL: "C.UTF-8",
    TMPDIR: root,
    GIT_CONFIG_NOSYSTEM: "1",
  });
  const cfg = (home: string, cwd: string, { env, args, input }: Typed) =>
    bin(args, {
      cwd,
      env: { ...envOf(home), ...env },
      input: input === null ? "" : fs.readFileSync(path.join(home, input), "utf8"),
    });

  const templates = new Map<HomeName, Promise<string>>();
  const made = async (name: HomeName) => {
    const { files = {}, after = [], later = {}, cwd = "" }: Home = homes[name];
    const home = newHome();
    write(home, files);
    const folder = path.join(home, cwd);
    for (const line of after) {
      const filled = fill(line, { home, lab, ids: idsOf(home), team: teamOf(folder) });
      const ended = await cfg(home, folder, typed(filled));
      if (ended.code !== 0) throw new Error(`${name}: ${line}: ${ended.stdout}${ended.stderr}`);
    }
    write(home, later);
    return home;
  };
  const template = (name: HomeName) => {
    const known = templates.get(name) ?? made(name);
    templates.set(name, known);
    return known;
  };

  return {
    async run(name, line) {
      const home = newHome();
      moved(await template(name), home);
      const ids = idsOf(home);
      const { cwd = "" }: Home = homes[name];
      const filled = fill(line, { home, lab, ids, team: teamOf(path.join(home, cwd)) });
      const before = contents(home);
      const ended = await cfg(home, path.join(home, cwd), typed(filled));
      const answer = { ...ended, files: changed(before, contents(home)) };
      const known = idsOf(home).map((id, at) => [id, `<id${at + 1}>`] as const);
      const named = (text: string) =>
        known.reduce((all, [id, to]) => all.replaceAll(id, to), text).replaceAll(home, "<home>");
      return {
        ...answer,
        stdout: named(answer.stdout),
        stderr: named(answer.stderr),
        files: Object.fromEntries(
          Object.entries(answer.files).map(([file, text]) => [file, text && named(text)]),
        ),
      };
    },
    normal: (text) => normalised(text, { root, version: go.value.version, lab }),
    async stop() {
      await lab.stop();
      removeFolder(root);
    },
  };
}

/** Writes files below a folder; a script can be run. */
function write(folder: string, files: NonNullable<Home["files"]>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(name.endsWith("/") ? file : path.dirname(file), { recursive: true });
    if (name.endsWith("/")) continue;
    fs.writeFileSync(file, text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
  }
}

/** SHA-256 of the team file in a folder; empty where there is none. */
function teamOf(folder: string): string {
  const file = path.join(folder, ".goproxyrc");
  if (!fs.existsSync(file)) return "";
  return createHash("sha256").update(fs.readFileSync(file)).digest("hex");
}

/** Ids of the history, oldest first. */
function idsOf(home: string): string[] {
  const file = path.join(home, ".local/state/goproxy-cfg/history.jsonl");
  if (!fs.existsSync(file)) return [];
  const ids = fs.readFileSync(file, "utf8").matchAll(/"id":\s*"([^"]+)"/g);
  return [...new Set([...ids].map(([, id = ""]) => id))];
}

/** Copies a home; what names its path names the new one. */
function moved(from: string, to: string): void {
  fs.cpSync(from, to, { recursive: true });
  for (const [name, text] of Object.entries(contents(to, () => true))) {
    if (text.includes(from)) fs.writeFileSync(path.join(to, name), text.replaceAll(from, to));
  }
}

/** What go and the tool note for themselves is no output; a report has tests of its own. */
const isOutput = (file: string) =>
  !/^(?:\.local\/state|\.config\/go\/telemetry|\.cache|go\/pkg)\/|\.html$/.test(file);

function contents(
  home: string,
  wanted: (file: string) => boolean = isOutput,
): Record<string, string> {
  const files = fs
    .readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(home, path.join(entry.parentPath, entry.name)))
    .filter(wanted)
    .toSorted();
  return Object.fromEntries(
    files.map((file) => [file, fs.readFileSync(path.join(home, file), "utf8")]),
  );
}

function changed(
  before: Record<string, string>,
  after: Record<string, string>,
): Record<string, string | null> {
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return Object.fromEntries(
    all.filter((file) => before[file] !== after[file]).map((file) => [file, after[file] ?? null]),
  );
}
