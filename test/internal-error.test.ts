import { describe, expect, it } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { Failure } from "../src/failure.ts";
import { asFailure, reportable } from "../src/internal-error.ts";
import { run } from "../src/main.ts";
import { sandbox } from "./support/sandbox.ts";

describe("an internal error", () => {
  it.each(["en", "zh"])("tells in %s where to report it, and with which versions", async (lang) => {
    const user = sandbox({
      ctx: {
        now() {
          throw new TypeError("no such thing as '/home/someone/x' or https://u:s3cret@p.test/x");
        },
      },
    });
    const code = await run(user.ctx, ["use", "cn", "--no-verify", "--lang", lang, "--debug"]);
    const shown = user.stderr();
    expect(code).toBe(1);
    expect(shown).toContain("https://www.npmjs.com/package/goproxy-cfg");
    expect(shown).toContain(`goproxy-cfg ${packageJson.version}`);
    expect(shown).toContain(process.version);
    expect(shown).toContain("no such thing as '<path>'");
    expect(shown).not.toMatch(/someone|s3cret/);
    expect(shown).not.toContain(import.meta.dirname);
  });

  it.each([
    ["ENOENT: open '/home/a b'", "ENOENT: open '<path>'"],
    ["at run (file:///home/a/dist/main.js:1:2)", "at run (…/main.js:1:2)"],
    [String.raw`at C:\Users\a\dist\x.js:1:2`, "at …/x.js:1:2"],
    [String.raw`\\server\share\x is gone`, "<path> is gone"],
    ["https://u:p@h/x and a/b", "https://u:xxxxx@h/x and a/b"],
  ])("%s", (text, shown) => {
    expect(reportable(text)).toBe(shown);
  });

  it("leaves a failure of ours as it is", () => {
    const failure = new Failure("interrupted", {});
    expect(asFailure(failure)).toBe(failure);
  });
});
