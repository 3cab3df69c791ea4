import { expect, it } from "vitest";
import type { Changed } from "../../src/contract.ts";
import { clone } from "../support/team.ts";

const codes = (json: string) => (JSON.parse(json) as Changed).notes.map(({ code }) => code);

it("use, current and doctor tell of a team file that wants something else", async () => {
  const user = clone("use: goproxy.cn\n");
  const other = await user.cfg(["use", "aliyun", "--no-verify", "--json"]);
  expect(codes(other.stdout)).toContain("team.differs");
  const shown = await user.cfg(["current"]);
  expect(shown.stderr).toContain("repo/.goproxyrc.yaml asks for another GOPROXY");
  const checked = await user.cfg(["doctor", "--offline"]);
  expect(checked.stderr).toContain("repo/.goproxyrc.yaml asks for another GOPROXY");
  expect((await user.cfg(["current", "--json"])).stderr).toBe("");
  const same = await user.cfg(["use", "goproxy.cn", "--no-verify", "--json"]);
  expect(codes(same.stdout)).not.toContain("team.differs");
  expect((await user.cfg(["current"])).stderr).toBe("");
});

it("apply says what go will make of the proxies that it writes", async () => {
  const user = clone("use: http://u:p@h.example\n");
  const applied = await user.cfg(["apply", "--yes", "--trust", user.sha256(), "--json"]);
  expect(applied.code).toBe(0);
  expect(codes(applied.stdout)).toContain("proxy.credentials-refused");
});
