import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { binFile } from "../../support/bin.ts";
import { realGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { namesIn } from "../../support/changes.ts";
import { type User, user } from "../../support/user.ts";

const signals = ["SIGTERM", "SIGHUP", "SIGINT"] as const;

/** What a run that was ended must not leave: copies beside files, its lock, temporary folders. */
function strays({ home, root }: User): string[] {
  const beside = fs
    .readdirSync(home, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.goproxy-cfg$|lock\.d\/./.test(name));
  return [...beside, ...namesIn(root).filter((name) => name.startsWith("goproxy-cfg-"))];
}

/** Runs the tool and sends the signal so many milliseconds after its start; null where it had ended before. */
async function ended(one: User, args: readonly string[], signal: NodeJS.Signals, ms: number) {
  const env = one.env as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [binFile(), ...args], {
    env,
    cwd: one.home,
    stdio: "ignore",
  });
  const timer = setTimeout(() => child.kill(signal), ms);
  const [code, by] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  return by ?? code;
}

/** A GOROOT whose go, asked to write, sends the one who started it a signal first: a copy is there then, for certain. */
function signallingGo(one: User, go: string, signal: string): string {
  const real = path.resolve(fs.realpathSync(go), "../..");
  const root = path.join(one.root, "goroot");
  fs.mkdirSync(path.join(root, "bin"), { recursive: true });
  for (const name of fs.readdirSync(real).filter((entry) => entry !== "bin")) {
    fs.symlinkSync(path.join(real, name), path.join(root, name));
  }
  const script = `#!/bin/sh
case "$*" in *"env -w"*) kill -s ${signal.slice(3)} "$PPID"; sleep 0.3;; esac
exec '${go}' "$@"
`;
  fs.writeFileSync(path.join(root, "bin/go"), script, { mode: 0o755 });
  return root;
}

describe.each(signals)("%s", (signal) => {
  test("while go writes into a copy: nothing is left, and nothing is changed", async (context) => {
    const go = need(context, realGo());
    const one = user();
    one.write(".config/go/env", "GOFLAGS=-mod=mod\n");
    const GOROOT = signallingGo(one, go.path, signal);
    const env = { GOROOT, PATH: `${GOROOT}/bin:${one.env["PATH"]}` };
    const { code, signal: by } = await one.cfg(["use", "cn", "--no-verify"], { env });
    expect(by ?? code).toBe(signal === "SIGINT" ? 130 : signal);
    expect(strays(one)).toEqual([]);
    expect(one.stored()).toBe("GOFLAGS=-mod=mod\n");
    expect((await one.cfg(["use", "cn", "--no-verify"])).code).toBe(0);
    expect((await one.cfg(["undo"])).code).toBe(0);
    expect(one.stored()).toBe("GOFLAGS=-mod=mod\n");
  });

  test("at any moment: the old state or the new one, and nothing is left", async (context) => {
    need(context, realGo());
    const one = user();
    one.write(".bashrc", "alias a=1\n");
    const turns: readonly (readonly string[])[] = [
      ["use", "cn", "--no-verify", "-q"],
      ["shell", "install", "--shell", "bash", "-q"],
      ["mirror", "add", "corp", "https://corp.example", "-q"],
      ["shell", "uninstall", "-q"],
      ["mirror", "remove", "corp", "-q"],
      ["reset", "-q"],
    ];
    const start = Date.now();
    await one.cfg(turns[0]!);
    const whole = Date.now() - start;
    const runs = process.env["FUZZ_RUNS"] === undefined ? 18 : 150;
    for (let run = 0; run < runs; run++) {
      // By the golden ratio the moments lie evenly, for each of the verbs as well.
      const moment = (run * 0.618_033_988_749_895) % 1;
      await ended(one, turns[run % turns.length]!, signal, moment * whole * 1.2);
      expect(strays(one)).toEqual([]);
      expect(one.stored() ?? "").toMatch(/^(?:GO[A-Z]+=[^\n]*\n)*$/);
      expect(one.read(".bashrc")).toMatch(/^alias a=1\n(?:\n?# >>>[^]*<<<[^\n]*\n)?$/);
    }
    while ((await one.cfg(["undo", "-q"])).code === 0);
    expect(one.stored()).toBeNull();
    expect(one.read(".bashrc")).toBe("alias a=1\n");
  });
});

test("a run that ends between two signals is not kept alive by its listeners", async (context) => {
  need(context, realGo());
  const one = user();
  expect(await ended(one, ["use", "cn", "--no-verify"], "SIGTERM", 60_000)).toBe(0);
});
