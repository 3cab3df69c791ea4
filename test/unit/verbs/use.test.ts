import { expect, it } from "vitest";
import type { ErrorDocument } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";

it.each([
  [[], "write it unchecked with --no-verify"],
  [["auto"], "`goproxy-cfg use cn --no-verify`"],
])("where nobody answers, the hint is a command that works: use %j", async (first, hint) => {
  const { ctx, stderr } = sandbox({ env: { PATH: "/nonexistent" } });
  expect(await run(ctx, ["use", ...first, "http://127.0.0.1:1", "--json"])).toBe(1);
  const { error } = JSON.parse(stderr()) as ErrorDocument;
  expect(error).toMatchObject({ code: "no-mirror-answers" });
  expect(error.hint).toContain(hint);
});
