import { expect, it } from "vitest";
import type { Changed, Doctor } from "../../../src/contract.ts";
import { clone } from "../../support/team.ts";

const codes = (json: string) => (JSON.parse(json) as Changed).notes.map(({ code }) => code);

it("use, current and doctor tell of a team file that wants something else", async () => {
  const user = clone("use: goproxy.cn\n");
  const other = await user.cfg(["use", "aliyun", "--no-verify", "--json"]);
  expect(codes(other.stdout)).toContain("team.differs");
  const shown = await user.cfg(["current"]);
  expect(shown.stderr).toContain("repo/.goproxyrc.yaml asks for another GOPROXY");
  const checked = await user.cfg(["doctor", "--offline"]);
  expect(checked.stdout).toContain("repo/.goproxyrc.yaml asks for another GOPROXY");
  const { stdout } = await user.cfg(["doctor", "--only", "team", "--json"]);
  expect((JSON.parse(stdout) as Doctor).checks).toMatchObject([
    { id: "team", status: "ok", findings: [{ code: "team.differs", severity: "info" }] },
  ]);
  expect((await user.cfg(["current", "--json"])).stderr).toBe("");
  const same = await user.cfg(["use", "goproxy.cn", "--no-verify", "--json"]);
  expect(codes(same.stdout)).not.toContain("team.differs");
  expect((await user.cfg(["current"])).stderr).toBe("");
});

it("what only an answer decides is not told, unless the environment is named", async () => {
  const text = "use: cn\nenvironments:\n  office: {answers: 'http://127.0.0.1:9/', use: aliyun}\n";
  const user = clone(text);
  expect((await user.cfg(["current"])).stderr).toContain("asks for another GOPROXY");
  await user.cfg(["use", "cn", "--no-verify"]);
  expect((await user.cfg(["current"])).stderr).toBe("");
  // Nobody has looked which one counts: that is no success.
  const { stdout } = await user.cfg(["doctor", "--only", "team", "--json"]);
  expect((JSON.parse(stdout) as Doctor).checks).toMatchObject([{ status: "skipped" }]);
  const env = { ...user.env, GOPROXY_CFG_ENVIRONMENT: "office" };
  expect((await user.cfg(["current"], { env })).stderr).toContain("asks for another GOPROXY");
});

it("what holds in every environment is told: private modules, and the policy", async () => {
  const text =
    "private: git.corp.example\npolicy: {allowSumdbOff: false}\nenvironments:\n  office: {answers: 'http://127.0.0.1:9/', use: aliyun}\n";
  const user = clone(text);
  await user.cfg(["use", "cn", "--no-verify", "--sumdb", "off"]);
  expect((await user.cfg(["current"])).stderr).toContain("asks for another GOPRIVATE, GOSUMDB:");
});

it("apply takes back a GOSUMDB that apply chose, and keeps the user's", async () => {
  const user = clone("use: huawei\n");
  const apply = async (use: string) => {
    user.writeTeam(`use: ${use}\n`);
    const { stdout } = await user.cfg(["apply", "--trust", user.sha256(), "--json"]);
    return codes(stdout);
  };
  expect(await apply("huawei")).toContain("sumdb.chosen");
  expect(await apply("aliyun")).not.toContain("sumdb.kept");
  expect(user.read(".config/go/env")).not.toContain("GOSUMDB");
  await user.cfg(["use", "huawei", "--sumdb", "cn", "--no-verify"]);
  expect(await apply("aliyun")).toContain("sumdb.kept");
});

it("apply says what go will make of the proxies that it writes", async () => {
  const user = clone("use: http://h.example\n");
  const applied = await user.cfg(["apply", "--yes", "--trust", user.sha256(), "--json"]);
  expect(applied.code).toBe(0);
  expect(codes(applied.stdout)).toContain("proxy.insecure-http");
});
