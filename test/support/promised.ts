import { expect, type TestContext } from "vitest";
import type { Ended } from "./bin.ts";
import { found, missing, onPath } from "./found.ts";
import { realGo } from "./go.ts";
import { need } from "./machine.ts";
import { type Reader, reader } from "./readme.ts";

/** What the chain `cn` stands for. */
export const cn = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct";

/** What is to be seen once a command has been run. */
export type Promised = (someone: Reader, ran: Ended) => void | Promise<void>;

export const ends =
  (code: number, ...words: (string | RegExp)[]): Promised =>
  (_, ran) => {
    if (ran.code !== code) throw new Error(`exit ${ran.code}: ${ran.stderr}${ran.stdout}`);
    for (const word of words) {
      if (typeof word === "string") expect(ran.stdout + ran.stderr).toContain(word);
      else expect(ran.stdout + ran.stderr).toMatch(word);
    }
  };

export const says = (...words: (string | RegExp)[]) => ends(0, ...words);

/** It ends well, and go sees the value. */
export const sets =
  (key: string, value: string): Promised =>
  async (someone, ran) => {
    says()(someone, ran);
    expect(await someone.go(key)).toBe(value);
  };

export const writes =
  (file: string, content: string | RegExp): Promised =>
  (someone, ran) => {
    says()(someone, ran);
    expect(someone.read(file)).toMatch(content);
  };

export const prints =
  (stdout: string): Promised =>
  (someone, ran) => {
    says()(someone, ran);
    expect(ran.stdout).toBe(stdout);
  };

/** The startup file of a prepared reader. */
export const bashrc = "# mine\n";

/** Somebody with what the examples speak of; skips the test where jq or go is wanted and missing. */
export function prepared(test: TestContext, commands: string): Reader {
  need(test, realGo());
  if (commands.includes("jq ")) need(test, onPath("jq") === null ? missing("no jq") : found("jq"));
  const someone = reader(test);
  someone.write(".bashrc", bashrc);
  someone.write(".config/fish/completions/other.fish", "");
  someone.write(".devcontainer/devcontainer.json", '{"image":"mine","containerEnv":{"KEPT":"1"}}');
  return someone;
}
