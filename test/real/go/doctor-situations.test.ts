import { describe, expect, test } from "vitest";
import type { Env } from "../../../src/context.ts";
import type { Doctor } from "../../../src/contract.ts";
import { expectDocument } from "../../support/contract.ts";
import { find } from "../../support/shells.ts";
import { user } from "../../support/user.ts";

/** A machine as somebody described it in a public thread, and what doctor has to say of it. */
interface Situation {
  /** Go's env file. */
  stored?: string;
  files?: Record<string, string>;
  env?: Env;
  /** Each finding but the notes, with its command; null: none. */
  says: [code: string, command: string | null][];
  /** Words that stand in a message. */
  words?: RegExp;
}

const fix = "goproxy-cfg doctor --fix";
const goMod = (line: string) => `module example.com/mine\n\ngo 1.18\n\n${line}\n`;

const situations: Record<string, Situation> = {
  "S1, S4: .bashrc exports another GOPROXY": {
    stored: "GOPROXY=https://goproxy.cn|direct\n",
    files: { ".bashrc": "# go\nexport GOPROXY='https://goproxy.io|direct'\n" },
    env: { GOPROXY: "https://goproxy.io|direct" },
    says: [["env.shadowed", fix]],
    words: /\.bashrc:2/,
  },
  "S2: VS Code has a GOPROXY of its own": {
    files: {
      ".config/Code/User/settings.json": '{"go.toolsEnvVars":{"GOPROXY":"https://goproxy.cn"}}',
    },
    says: [["env.editor", null]],
  },
  "S3: environment.d is read at the login": {
    stored: "GOPROXY=https://goproxy.cn|direct\n",
    files: { ".config/environment.d/10-go.conf": "GOPROXY=https://goproxy.io|direct\n" },
    env: { GOPROXY: "https://goproxy.io|direct" },
    says: [["env.shadowed", "unset GOPROXY"]],
    words: /10-go\.conf:1[^]*log in anew/,
  },
  "S5b: GOFLAGS without a dash": {
    stored: "GOFLAGS=mod=vendor\n",
    says: [["go.bricked", fix]],
  },
  "S6: GOSUMDB of a mirror": { stored: "GOSUMDB=sum.goproxy.cn\n", says: [["sumdb.invalid", fix]] },
  "S6b: GONOSUMCHECK in the env file": {
    stored: "GONOSUMCHECK=1\n",
    says: [["go.env-line-ignored", null]],
  },
  "S6b: GONOSUMCHECK in the environment": {
    env: { GONOSUMCHECK: "1" },
    says: [["go.unknown-setting", null]],
    words: /GONOSUMDB/,
  },
  "S7: a semicolon in GOPRIVATE": {
    stored: "GOPRIVATE=a.corp.com; b.corp.com\n",
    says: [["private.never-matches", fix]],
    words: /separated by commas/,
  },
  "S7: a domain with a dot before it": {
    stored: "GOPRIVATE=.corp.com\n",
    says: [["private.never-matches", fix]],
    words: /`corp\.com,\*\.corp\.com`/,
  },
  "S8: GOINSECURE for a proxy": {
    stored: "GOPROXY=http://a.example|direct\nGOINSECURE=a.example\n",
    says: [
      ["proxy.insecure-http", null],
      ["goinsecure.ineffective", null],
    ],
  },
  "S10: a replacement that looks private": {
    files: {
      "go.mod": goMod(
        "require github.com/gomodule/redigo v1.8.4\n\nreplace github.com/gomodule/redigo => gitlab.corp.example/dev/redigo v1.8.4",
      ),
    },
    says: [["private.leaks", "goproxy-cfg private add gitlab.corp.example"]],
  },
  "S11: a workspace with a private requirement": {
    files: {
      "go.work": "go 1.18\n\nuse ./a\n",
      "a/go.mod": goMod("require git.corp.example/lib v1.0.0"),
    },
    says: [["private.leaks", "goproxy-cfg private add git.corp.example"]],
  },
  "S15: https//": {
    stored: "GOPROXY=https//goproxy.cn|direct\n",
    says: [["proxy.unusable", fix]],
  },
  "S18: entries behind direct": {
    stored: "GOPROXY=direct,https://goproxy.cn\n",
    says: [["proxy.ignored-entries", null]],
  },
  "S19: a link of Markdown": {
    stored: "GOPROXY=[https://goproxy.cn](https://goproxy.cn)|direct\n",
    says: [["proxy.invalid", fix]],
  },
  "S20: a retired mirror": {
    stored: "GOPROXY=https://goproxy.baidu.com|direct\n",
    says: [["proxy.retired", fix]],
  },
  "S20: the front page of a mirror's site": {
    stored: "GOPROXY=https://mirrors.aliyun.com|direct\n",
    says: [["proxy.not-a-proxy", fix]],
  },
  "S21: an HTTP proxy with a password": {
    stored: "GOPROXY=http://u:hunter2@proxy.corp.example:3128|direct\n",
    says: [["proxy.credentials-refused", null]],
    words: /u:xxxxx@/,
  },
  "S22: modules switched off": {
    env: { GO111MODULE: "off" },
    says: [["go.module-mode", "unset GO111MODULE"]],
  },
  "S26: a startup file that does not export": {
    files: { ".bashrc": "GOPROXY=https://goproxy.cn,direct\n" },
    says: [["env.not-exported", 'go env -w GOPROXY="https://goproxy.cn,direct"']],
  },
};

describe("doctor's word on the machines of public threads", () => {
  for (const [name, { stored, files = {}, env = {}, says, words }] of Object.entries(situations)) {
    test(name, async (context) => {
      const bash = find("bash");
      context.skip(bash === null, "bash is not installed");
      const someone = user({ SHELL: bash!, GOPROXY: undefined, GOSUMDB: undefined });
      for (const [file, text] of Object.entries(files)) someone.write(file, text);
      if (stored !== undefined) someone.write(".config/go/env", stored);
      const line = ["doctor", "--offline", "--skip", "go.vulnerable", "--skip", "cache", "--json"];
      const { stdout } = await someone.cfg(line, { env });
      const { checks } = expectDocument<Doctor>("Doctor", stdout);
      const found = checks
        .flatMap(({ findings }) => findings)
        .filter(({ severity }) => severity !== "info");
      expect(found.map(({ code, fix: how }) => [code, how?.command ?? null])).toEqual(says);
      expect(stdout).not.toContain("hunter2");
      if (words !== undefined) {
        expect(found.map(({ message }) => message).join("\n")).toMatch(words);
      }
    });
  }
});

test("S5b: a change is not in effect while every go command fails", async () => {
  const someone = user({ GOPROXY: undefined });
  someone.write(".config/go/env", "GOFLAGS=mod=vendor\n");
  const { code, stdout } = await someone.cfg(["use", "cn", "--no-verify", "--json"]);
  expect([code, stdout]).toEqual([4, expect.stringContaining("go.bricked")]);
});

test("S7b: the path of a module may end in .git", async () => {
  const someone = user();
  const module = "gitern.com/urandom/errors.git";
  await someone.cfg(["private", "add", module]);
  const { stdout } = await someone.cfg(["why", module, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ private: { matched: true } });
});
