import fs from "node:fs";
import path from "node:path";
import { binFile, type Ended, run } from "./bin.ts";
import { checkout, need } from "./machine.ts";
import { offlineMachine } from "./netns.ts";
import { type Sandbox, sandbox } from "./sandbox.ts";
import type { TestContext } from "vitest";
import type { Env } from "../../src/context.ts";

/** A fenced block of a page. */
export interface Example {
  language: string;
  /** The file that its first line names, in a comment. */
  file: string | null;
  /** Without that line. */
  body: string;
}

export interface Page {
  examples: Example[];
  /** The commands within its tables and sentences. */
  mentioned: string[];
}

/** What a reader of this page of the checkout is given to type and to paste. */
export function readPage(name: string): Page {
  const text = fs.readFileSync(path.join(checkout(), name), "utf8");
  const fences = text.matchAll(/^```(\w+)\n(?:(?:#|\/\/) (\S*\w)\n)?([^]*?)^```$/gm);
  const mentions = text.matchAll(/`([^`\n]*\bgoproxy-cfg [a-z][^`]*)`/g);
  return {
    examples: [...fences].map(([, language = "", file = null, body = ""]) => ({
      language,
      file,
      body,
    })),
    mentioned: [...mentions].map(([, command = ""]) => command.replaceAll("\\|", "|")),
  };
}

/** The example of this file; throws where the page has none. */
export function fileOf({ examples }: Page, file: string): string {
  const found = examples.find((example) => example.file === file);
  if (found === undefined) throw new Error(`no example of ${file}`);
  return found.body;
}

export interface Reader extends Sandbox {
  /** The first folder of PATH: `goproxy-cfg`, and an `npx` that runs it. */
  tools: string;
  sh(command: string, change?: { env?: Env; cwd?: string }): Promise<Ended>;
  /** The variable as this reader's own go sees it. */
  go(key: string, env?: Env): Promise<string>;
}

/** Somebody with a clone in the home folder, on a machine without a network: no example asks a public mirror. */
export function reader(test: TestContext): Reader {
  const prefix = need(test, offlineMachine());
  const box = sandbox({ env: { SHELL: "/bin/bash" } });
  fs.mkdirSync(path.join(box.home, ".git"));
  box.write("go.mod", "module example.com/app\n\ngo 1.21\n");
  box.write("go.sum", "");
  box.write("app.go", "package app\n");
  const tools = path.join(box.root, "bin");
  fs.mkdirSync(tools);
  const program = (name: string, line: string) =>
    fs.writeFileSync(path.join(tools, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  program("goproxy-cfg", `exec "${process.execPath}" "${binFile()}" "$@"`);
  program("npx", 'while [ "$1" = --yes ]; do shift; done; exec "$@"');
  const env = { ...box.env, PATH: `${tools}:${box.env["PATH"] ?? ""}` };
  const sh: Reader["sh"] = (command, { env: more = {}, cwd = box.home } = {}) =>
    run([...prefix, "sh", "-e", "-c", command], { env: { ...env, ...more }, cwd });
  const go: Reader["go"] = async (key, more = {}) =>
    (await sh(`go env ${key}`, { env: more })).stdout.trimEnd();
  return { ...box, env, tools, sh, go };
}
