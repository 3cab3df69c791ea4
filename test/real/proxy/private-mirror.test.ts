import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { bin } from "../../support/bin.ts";
import { nothingLeaves, realGo } from "../../support/go.ts";
import { onPath } from "../../support/found.ts";
import { sandbox } from "../../support/sandbox.ts";
import { execa } from "execa";

const go = realGo();
let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());
beforeEach(() => void lab.takeRequests());

const part = "a public mirror behind the company's";
describe.skipIf(!go.ok)(go.ok ? part : `${part}: ${go.reason}`, () => {
  it.each<[string, () => string, boolean]>([
    ["refuses (403)", () => lab.url("status=403"), false],
    ["fails (502)", () => lab.url("status=502"), false],
    ["is down", () => lab.refused, false],
    ["does not have it (404)", () => lab.url("status=404"), true],
  ])(
    "hears of a module where the company's %s only if it is missing there",
    async (_, company, heard) => {
      const box = sandbox({ env: { ...nothingLeaves, GOSUMDB: "off", GOFLAGS: "-modcacherw" } });
      const env = { ...box.env };
      delete env["GOPROXY"];
      const cfg = (...words: string[]) => bin(words, { env, cwd: box.home });
      expect((await cfg("mirror", "add", "corp", company(), "--private")).code).toBe(0);
      const used = await cfg("use", "corp", lab.url(), "--no-verify");
      expect(used.code).toBe(0);
      const stored = fs.readFileSync(path.join(box.home, ".config", "go", "env"), "utf8");
      expect(stored).toContain(`GOPROXY=${company()},${lab.url()}|direct`);
      box.write("go.mod", "module work.example\n\ngo 1.20\n");
      const download = await execa(
        onPath("go") ?? "go",
        ["mod", "download", "example.com/secret@v1.1.0"],
        {
          env,
          extendEnv: false,
          cwd: box.home,
          reject: false,
        },
      );
      const asked = lab.requests.filter(({ mirror }) => lab.url().endsWith(`/${mirror}`));
      expect(asked.some(({ url }) => url.includes("example.com/secret"))).toBe(heard);
      expect(download.exitCode === 0).toBe(heard);
    },
  );
});
