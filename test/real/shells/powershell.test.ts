import fs from "node:fs";
import path from "node:path";
import { describe, expect, test, type TestContext } from "vitest";
import { binFile, run } from "../../support/bin.ts";
import { need } from "../../support/machine.ts";
import { pwsh, quietPwsh } from "../../support/powershell.ts";
import { user } from "../../support/user.ts";

/** A user with the tool on PATH, whose lines the real pwsh runs without a profile. */
function someone(context: TestContext) {
  const shell = need(context, pwsh());
  const one = user();
  const bin = path.join(one.root, "bin");
  fs.mkdirSync(bin);
  const script = `#!/bin/sh\nexec '${process.execPath}' '${binFile()}' "$@"\n`;
  fs.writeFileSync(path.join(bin, "goproxy-cfg"), script, { mode: 0o755 });
  const env = { ...one.env, ...quietPwsh, PATH: `${bin}:${one.env["PATH"] ?? ""}` };
  const type = (...lines: string[]) =>
    run([shell, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", lines.join("\n")], {
      env,
      cwd: one.home,
    });
  return { ...one, type };
}

describe("in the real pwsh", () => {
  test("what `env --as pwsh` prints sets the stored value", async (context) => {
    const { cfg, type } = someone(context);
    expect((await cfg(["use", "cn", "--no-verify"])).code).toBe(0);
    const ended = await type(
      "goproxy-cfg env --as pwsh | Out-String | Invoke-Expression",
      "[Console]::Out.Write($env:GOPROXY)",
    );
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const { stdout } = await cfg(["env", "--as", "sh"]);
    expect(stdout).toContain(`GOPROXY='${ended.stdout}'`);
  });

  test("the completion script completes words, values and quoted values", async (context) => {
    const { cfg, type } = someone(context);
    await cfg(["mirror", "add", "athens", "https://athens.corp.example"]);
    await cfg(["private", "add", "*.corp.example/team"]);
    const lines = ["goproxy-cfg mirr", "goproxy-cfg use ath", "goproxy-cfg private remove *"];
    const ended = await type(
      "goproxy-cfg completion pwsh | Out-String | Invoke-Expression",
      ...lines.map(
        (line) =>
          `(TabExpansion2 -inputScript '${line}' -cursorColumn ${line.length}).CompletionMatches.CompletionText`,
      ),
    );
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(ended.stdout.split("\n")).toEqual(["mirror", "athens", "'*.corp.example/team'", ""]);
  });
});
