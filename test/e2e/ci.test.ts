import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { run } from "../support/bin.ts";
import { type User, user } from "../support/user.ts";

/** Values that a careless printer would break: blanks, quotes, dollars, a heredoc's end. */
const hostile = "https://u:p%20$HOME'\"`x`\\@goproxy.corp.example/a b#EOF";

async function someone(value = "https://goproxy.cn|direct"): Promise<User> {
  const one = user();
  const file = path.join(one.home, ".config/go/env");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `GOPROXY=${value}\nGOPRIVATE=*.corp.example,git.example.org/team\n`);
  return one;
}

const settings = (value: string) => ({
  GOPROXY: value,
  GOPRIVATE: "*.corp.example,git.example.org/team",
});

test.each(["https://goproxy.cn|direct", hostile])("GitHub Actions, %s", async (value) => {
  const one = await someone(value);
  const { stdout } = await one.cfg(["env", "--as", "github"]);
  const file = path.join(one.home, "github_env");
  fs.writeFileSync(file, `EARLIER=kept\n${stdout}`);
  expect(githubEnv(fs.readFileSync(file, "utf8"))).toEqual({ EARLIER: "kept", ...settings(value) });
});

/** As the runner reads GITHUB_ENV: KEY=VALUE, or KEY<<END and the lines up to END. */
function githubEnv(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split("\n");
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const heredoc = /^([^=<]+)<<(.+)$/.exec(line);
    const plain = /^([^=]+)=(.*)$/.exec(line);
    if (heredoc?.[1] !== undefined) {
      const end = lines.indexOf(heredoc[2] ?? "");
      if (end === -1) throw new Error(`no end of ${heredoc[1]}`);
      found[heredoc[1]] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join("\n");
    } else if (plain?.[1] !== undefined) found[plain[1]] = plain[2] ?? "";
  }
  return found;
}

test("GitLab: a dotenv report, KEY=VALUE line by line", async () => {
  const one = await someone();
  const { stdout } = await one.cfg(["env", "--as", "gitlab"]);
  const read = stdout
    .trim()
    .split("\n")
    .map((line) => /^(\w+)=(.*)$/.exec(line)?.slice(1));
  expect(Object.fromEntries(read as string[][])).toEqual(settings("https://goproxy.cn|direct"));
});

test.each(["https://goproxy.cn|direct", hostile])(
  "a dotenv file, sourced by sh: %s",
  async (value) => {
    const one = await someone(value);
    const file = path.join(one.home, "go.env");
    fs.writeFileSync(file, (await one.cfg(["env", "--as", "dotenv"])).stdout);
    const print = 'printf "%s\\n%s\\n" "$GOPROXY" "$GOPRIVATE"';
    const { stdout } = await run(["sh", "-euc", `set -a; . '${file}'; ${print}`], {
      env: one.env,
      cwd: one.home,
    });
    expect(stdout).toBe(`${Object.values(settings(value)).join("\n")}\n`);
  },
);

test("Dockerfile: ENV lines of mirrors that this machine does not use", async () => {
  const one = await someone();
  const { stdout } = await one.cfg(["env", "cn", "--as", "dockerfile"]);
  expect(stdout).toMatch(/^ENV GOPROXY=/m);
  expect(stdout).toContain("https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct");
});

test("devcontainer.json: the remoteEnv or containerEnv of it", async () => {
  const one = await someone(hostile);
  const { stdout } = await one.cfg(["env", "--as", "devcontainer"]);
  expect(JSON.stringify(JSON.parse(stdout))).toContain(JSON.stringify(hostile));
});
