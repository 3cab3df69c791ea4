import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");
export const bare = path.join(import.meta.dirname, "bare.js");

// A copy of the build, so that somebody who builds meanwhile does not disturb the measurement.
const copy = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-bench-build-"));
for (const name of ["bin", "dist", "package.json"]) {
  fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
}
process.once("exit", () => fs.rmSync(copy, { recursive: true, force: true }));
export const bin = path.join(copy, "bin", "goproxy-cfg.js");

/** A temporary home folder, and the environment of a user who has nothing set. */
export function makeMachine() {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-bench-"));
  const env = { PATH: process.env.PATH, HOME: home, TMPDIR: home, LC_ALL: "C.UTF-8" };
  const envFile = path.join(home, ".config", "go", "env");
  return {
    env,
    /** Back to a machine on which nothing was written yet. */
    clear() {
      fs.rmSync(envFile, { force: true });
      fs.rmSync(path.join(home, ".local"), { recursive: true, force: true });
    },
    remove() {
      fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
    /** The processes that node starts while it runs these arguments, one line each. */
    processes(args) {
      const log = path.join(home, "processes");
      const hook = path.join(import.meta.dirname, "count-processes.cjs");
      runNode(["--require", hook, ...args], { ...env, PROCESS_LOG: log });
      const lines = fs.existsSync(log) ? fs.readFileSync(log, "utf8").trim().split("\n") : [];
      fs.rmSync(log, { force: true });
      return lines;
    },
  };
}

/** Every Node of .tools by its major version; without any the one that runs this. */
export function nodes() {
  const folder = path.join(root, ".tools", "node");
  const versions = fs.existsSync(folder) ? fs.readdirSync(folder).toSorted() : [];
  return versions.length === 0
    ? [{ version: process.versions.node.split(".")[0], program: process.execPath }]
    : versions.map((version) => ({ version, program: path.join(folder, version, "bin", "node") }));
}

/** Runs node to its end; throws where it fails. Returns milliseconds. */
export function runNode(args, env, node = process.execPath) {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(node, args, {
    env,
    cwd: env.HOME,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const took = performance.now() - start;
  if (status !== 0)
    throw new Error(`node ${args.join(" ")}: ${error ?? `exit ${status}: ${stderr}`}`);
  return took;
}
