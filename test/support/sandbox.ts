import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { type Context, type Env, type Output, realContext } from "../../src/context.ts";
import { removeFolder } from "./remove.ts";

export interface Sandbox {
  /** A temporary folder, real path, removed after the test. */
  root: string;
  home: string;
  env: Env;
  ctx: Context;
  stdout(): string;
  stderr(): string;
  /** Writes a file below the home folder and returns its path. */
  write(name: string, content: string | Uint8Array): string;
  read(name: string): string;
}

/** A machine of its own: temporary HOME, XDG folders and APPDATA, no GO* and no proxy variable. */
export function sandbox(change: { env?: Env; ctx?: Partial<Context> } = {}): Sandbox {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-")));
  onTestFinished(() => removeFolder(root));
  const home = path.join(root, "home");
  fs.mkdirSync(home);
  const env = { ...sandboxEnv(root), ...change.env };
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written): Output => ({
    isTTY: false,
    columns: 0,
    rows: 0,
    write: (text) => void (written[name] += text),
  });
  const ctx: Context = {
    ...realContext(new AbortController().signal),
    env,
    cwd: home,
    home,
    fs: guarded(root),
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdin: { isTTY: false },
    ...change.ctx,
  };
  return {
    root,
    home,
    env,
    ctx,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    write(name, content) {
      const file = path.join(home, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
      return file;
    },
    read: (name) => fs.readFileSync(path.join(home, name), "utf8"),
  };
}

/** The environment of a sandbox at `root`, for the context and for child processes alike. */
export function sandboxEnv(root: string): Env {
  const home = path.join(root, "home");
  return {
    PATH: process.env["PATH"],
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, ".config"),
    XDG_STATE_HOME: path.join(home, ".local", "state"),
    XDG_CACHE_HOME: path.join(home, ".cache"),
    APPDATA: path.join(home, "AppData", "Roaming"),
    LOCALAPPDATA: path.join(home, "AppData", "Local"),
    TMPDIR: root,
    LC_ALL: "C.UTF-8",
  };
}

/** Whether the flags of an open file are a number that lets nothing be written: O_ACCMODE is 3. */
const onlyReads = (flags: unknown) => typeof flags === "number" && (flags & 3) === 0;

/** node:fs that refuses to write outside `root`, so that a test cannot touch the real home folder. */
function guarded(root: string): Context["fs"] {
  const writes = new Set(
    "appendFileSync chmodSync chownSync ftruncateSync lchownSync linkSync mkdirSync mkdtempSync renameSync rmSync rmdirSync symlinkSync unlinkSync utimesSync writeFileSync".split(
      " ",
    ),
  );
  const inside = (file: unknown) =>
    typeof file !== "string" || file === root || file.startsWith(root + path.sep);
  return new Proxy(fs, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const opensToWrite =
          name === "openSync" && args[1] !== undefined && args[1] !== "r" && !onlyReads(args[1]);
        const paths =
          name === "renameSync" || name === "linkSync"
            ? args.slice(0, 2)
            : name === "symlinkSync"
              ? [args[1]]
              : [args[0]];
        if ((writes.has(String(name)) || opensToWrite) && !paths.every(inside)) {
          throw new Error(`a test wrote outside its sandbox: ${String(name)} ${paths.join(" ")}`);
        }
        return (value as (...a: unknown[]) => unknown).apply(target, args);
      };
    },
  });
}
