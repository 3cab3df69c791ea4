import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { Failure } from "../../../src/failure.ts";
import { loadText } from "../../../src/text/load.ts";
import { printFailure, printOutcome } from "../../../src/term/print.ts";
import { sandbox } from "../../support/sandbox.ts";

it("notes come after the document, however slow the terminal is", async () => {
  const { ctx } = sandbox();
  const shown: string[] = [];
  const terminal = { isTTY: true, columns: 80, rows: 24 };
  const slow = async (text: string) => {
    await wait(20);
    shown.push(text.trim());
  };
  const app = {
    ctx: {
      ...ctx,
      stdout: { ...terminal, write: slow },
      stderr: { ...terminal, write: (text: string) => void shown.push(text.trim()) },
    },
    flags: { color: false },
    text: await loadText("en"),
  };
  const remarks = [{ code: "x", severity: "info" as const, args: {}, message: "note" }];
  await printOutcome(app, { exit: 0, document: {}, render: () => "change", remarks });
  expect(shown).toEqual(["change", "· note"]);
});

it.each([
  "https://u:s3cret@h.example",
  'parse "https://u:s3cret/x@h": invalid port ":s3cret" after host',
])("JSON shows no password of %s", async (message) => {
  const { ctx, stdout } = sandbox();
  const app = { ctx, flags: { json: true }, text: await loadText("en") };
  const outcome = { exit: 0, document: { message, count: 1 }, render: () => "" };
  await printOutcome(app, outcome);
  expect(stdout()).toContain("xxxxx");
  expect(stdout()).not.toContain("s3cret");
  await printOutcome(app, { ...outcome, unredacted: true });
  expect(stdout()).toContain("s3cret");
});

it.each([false, true])(
  "what comes from outside gives the terminal no command, JSON %s",
  async (json) => {
    const { ctx, stdout, stderr } = sandbox();
    const app = { ctx, flags: { json }, text: await loadText("en") };
    const message = "\u001B[2J \u009B2J";
    const remarks = [{ code: "x", severity: "info" as const, args: {}, message }];
    await printOutcome(app, { exit: 0, document: { message }, render: () => message, remarks });
    await printFailure(app, new Failure("unknown-mirror", { name: message, suggestion: null }));
    expect(stdout() + stderr()).not.toMatch(/[\u001B\u009B]/);
    expect(stdout()).toContain("\\u001b[2J \\u009b2J");
    expect(stderr()).toContain("\\u001b[2J \\u009b2J");
  },
);

it.each([
  [new Failure("write-failed", { file: "/f", reason: "EPERM" }), { file: "/f", reason: "EPERM" }],
  [new Failure("file-busy", { file: "/f" }), { file: "/f", reason: expect.stringContaining("/f") }],
  [new Failure("no-home", { home: "rel" }), { file: "rel", reason: expect.stringMatching(/./) }],
  [
    new Failure("output-failed", { stream: "stdout", reason: "EPIPE" }),
    { file: "stdout", reason: "EPIPE" },
  ],
  [
    new Failure("config-invalid", { file: "/f", line: 3, problem: { what: "empty" } }),
    { file: "/f", line: 3 },
  ],
  [new Failure("interrupted", {}), undefined],
])(
  "the error document has the details that the contract promises: %s",
  async (failure, details) => {
    const { ctx, stderr } = sandbox();
    await printFailure({ ctx, flags: { json: true }, text: await loadText("en") }, failure);
    expect(JSON.parse(stderr()).error.details).toEqual(details);
  },
);
