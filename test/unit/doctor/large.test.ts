import { describe, expect, test } from "vitest";
import { causesIn } from "../../../src/doctor/log.ts";
import { readProject } from "../../../src/doctor/project.ts";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");

describe("what is large is read once", () => {
  test("a log of many different lines", () => {
    const log = lines(
      20_000,
      (at) =>
        `go: a.com/m${at}@v1.0.0: reading https://p/a.com/m${at}/@v/v1.0.0.info: 403 Forbidden`,
    );
    const [cause, ...more] = causesIn(log);
    expect(more).toEqual([]);
    expect(cause.modules).toHaveLength(20_000);
  });

  test("a module with a replacement for each of its many requirements", () => {
    const box = sandbox();
    const requires = lines(20_000, (at) => `require a.com/m${at} v1.0.0`);
    const replaces = lines(20_000, (at) => `replace a.com/m${at} => b.com/m${at} v1.0.1`);
    box.write("go.mod", `module h\n\ngo 1.20\n\n${requires}\n${replaces}\n`);
    const project = readProject(box.ctx);
    expect(project?.requires).toHaveLength(20_000);
    expect(project?.requires.at(-1)).toEqual({ module: "b.com/m19999", version: "v1.0.1" });
  });

  test.for([
    ["asked at a proxy", "https://goproxy.cn", "private.leaks"],
    ["fetched past it", "direct", "private.no-credentials"],
  ])("of many private hosts (%s) a few are named and the others counted", async ([, to, code]) => {
    const box = sandbox({ env: { GOPROXY: to, GOPRIVATE: to === "direct" ? "*" : "" } });
    const requires = lines(40_000, (at) => `require git.corp${at}.com/x v1.0.0`);
    box.write("go.mod", `module h\n\ngo 1.20\n\n${requires}\n`);
    await run(box.ctx, ["doctor", "--offline", "--only", "private"]);
    expect(box.stdout()).toContain(code);
    expect(box.stdout()).toContain("39980 more hosts");
    expect(box.stdout().length).toBeLessThan(20_000);
    expect(box.stderr()).toBe("");
  });
});
