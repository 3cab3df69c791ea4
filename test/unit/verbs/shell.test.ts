import { expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";

it.each(["install", "uninstall"])("%s: cmd has settings only on Windows", async (verb) => {
  const { ctx, stdout, stderr } = sandbox({ env: { PATH: "/nonexistent" } });
  expect(await run(ctx, ["shell", verb, "--shell", "cmd"])).toBe(2);
  expect(stdout()).toBe("");
  expect(stderr()).toContain("cmd has settings of its own only on Windows");
});
