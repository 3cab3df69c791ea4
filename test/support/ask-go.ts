import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { removeFolder } from "./remove.ts";
import { type Go, nothingLeaves, runGo } from "./go.ts";

/** Asks a real go what it makes of values, one process for each; nothing leaves the machine. */
export interface AskGo {
  /** Go's words against the value, null where it takes it, "panic" where it crashes. */
  goproxy(value: string): Promise<string | null>;
  gosumdb(value: string): Promise<string | null>;
  gotoolchain(value: string): Promise<string | null>;
  govcs(value: string): Promise<string | null>;
  goauth(value: string): Promise<string | null>;
  /** Which of the module paths a list of patterns matches. */
  matches(patterns: string, modules: readonly string[]): Promise<boolean[]>;
  /** The URLs that are asked, in order and each once, where every proxy is dead. */
  walk(goproxy: string): Promise<string[]>;
  /** What `go env -w` says against the value. */
  write(key: string, value: string): Promise<string | null>;
  /** As goproxy and gosumdb, of a value that is stored as empty. */
  empty(key: "GOPROXY" | "GOSUMDB"): Promise<string | null>;
  close(): void;
}

const module = "example.invalid/m@v1.0.0";

/** The one that is served, and thus cached, for the checksum database to be asked. */
const servedModule = "example.invalid/sum@v1.0.0";

export function askGo(go: Go): AskGo {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-ask-"));
  const cwd = path.join(root, "cwd");
  const served = path.join(root, "proxy/example.invalid/sum/@v");
  for (const folder of [cwd, served]) fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(served, "v1.0.0.info"), '{"Version":"v1.0.0"}');
  fs.writeFileSync(path.join(served, "v1.0.0.mod"), "module example.invalid/sum\n");

  const run = async (env: Record<string, string>, ...args: string[]) => {
    const base = {
      ...nothingLeaves,
      HOME: root,
      PATH: path.join(root, "nothing"),
      GOENV: "off",
      GO111MODULE: "on",
      GOTOOLCHAIN: "local",
      GOTELEMETRY: "off",
    };
    return runGo(go, args, { cwd, env: { ...base, ...env } });
  };
  const said = (stderr: string): string => {
    if (stderr.startsWith("panic:")) return "panic";
    const last = stderr.replace(/^go: downloading .*\n/gm, "").replace(/\n$/, "");
    return last
      .replace(/^go(?: -?[a-z]+)*: /, "")
      .replace(/^example\.invalid\/(?:m|m\.git|sum)@v1\.0\.0: /, "");
  };
  const list = ["list", "-m", module];
  // A module that the proxies do not serve ends at the dead HTTP proxy, and no proxy of the value is asked.
  const direct = { GONOPROXY: "example.invalid", GONOSUMDB: "example.invalid" };
  const ended = (stderr: string, good: RegExp) => {
    const text = said(stderr);
    return good.test(text) ? null : text;
  };
  const proxied = { GOPROXY: `file://${root}/proxy` };
  const sumdbWords = (stderr: string) => {
    const text = said(stderr).replace(/^example\.invalid\/sum@v1\.0\.0\/go\.mod: /, "");
    const words = text.replace(/^verifying (?:go\.mod|module): /, "");
    return /^(?:panic$|missing GOSUMDB|invalid (?:GOSUMDB|sumdb name))/.test(words) ? words : null;
  };
  const unreachable = /^unrecognized import path /;

  return {
    async goproxy(value) {
      return ended((await run({ ...direct, GOPROXY: value }, ...list)).stderr, unreachable);
    },
    async gosumdb(value) {
      const { stderr } = await run({ ...proxied, GOSUMDB: value }, "mod", "download", servedModule);
      return sumdbWords(stderr);
    },
    async gotoolchain(value) {
      const { stderr } = await run({ GOTOOLCHAIN: value, GOPROXY: "off" }, "version");
      const text = said(stderr);
      return /^invalid (?:GOTOOLCHAIN|toolchain)/.test(text) ? text : null;
    },
    async govcs(value) {
      const env = { GOPROXY: "direct", GONOSUMDB: "*", GOVCS: value };
      const { stderr } = await run(env, "list", "-m", "example.invalid/m.git@v1.0.0");
      const text = said(stderr);
      return / in GOVCS/.test(text) ? text : null;
    },
    async goauth(value) {
      const env = { GOPROXY: "https://127.0.0.1:1", GONOSUMDB: "*", GOAUTH: value };
      return ended((await run(env, ...list)).stderr, /^Get "https:\/\/127\.0\.0\.1:1\//);
    },
    async matches(patterns, modules) {
      const env = { GOPROXY: "off", GONOSUMDB: "*", GONOPROXY: patterns };
      const format = "{{.Path}} {{.Error}}";
      const wanted = modules.map((one) => `${one}@v1.0.0`);
      const { stdout } = await run(env, "list", "-m", "-e", "-f", format, ...wanted);
      const lines = new Map(
        stdout
          .split("\n")
          .map((line) => [line.split(" ", 1)[0]!, !line.includes("disabled by GOPROXY=off")]),
      );
      return modules.map((one) => lines.get(one) === true);
    },
    async walk(goproxy) {
      const env = { GOPROXY: goproxy, GONOSUMDB: "*" };
      const { stderr } = await run(env, "mod", "download", "-x", module);
      const asked = [
        ...stderr.matchAll(/^# get (\S+)\/example\.invalid\/m\/@v\/v1\.0\.0\.info$/gm),
      ];
      return [...new Set(asked.map(([, url]) => url!))];
    },
    async write(key, value) {
      const { code, stderr } = await run(
        { GOENV: path.join(root, "env"), GOTOOLCHAIN: "" },
        "env",
        "-w",
        `${key}=${value}`,
      );
      return code === 0 ? null : said(stderr);
    },
    async empty(key) {
      const file = path.join(root, "empty");
      fs.writeFileSync(file, `${key}=\n`);
      if (key === "GOPROXY") {
        return ended((await run({ ...direct, GOENV: file }, ...list)).stderr, unreachable);
      }
      return sumdbWords(
        (await run({ ...proxied, GOENV: file }, "mod", "download", servedModule)).stderr,
      );
    },
    close: () => removeFolder(root),
  };
}
