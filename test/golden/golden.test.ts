/*
 * What the built tool answers today, verb by verb: every word of it stands in expected/*.txt.
 *
 * A change that is meant to change words updates them, and the difference is read before it is committed:
 *
 *   npx vitest run --project real test/golden -u        (-t doctor: that file alone)
 *
 * Nothing is written where a file differs or, with CI set, where there is none: the test fails. Commands stand
 * in cases.ts, the homes in which they run in homes.ts; each command has a home of its own.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pLimit from "p-limit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realGo, since } from "../support/go.ts";
import { need } from "../support/machine.ts";
import { cases } from "./cases.ts";
import type { HomeName } from "./homes.ts";
import { type Answer, type Machine, startMachine } from "./machine.ts";

const expected = path.join(import.meta.dirname, "expected");
const together = pLimit(os.availableParallelism() + 1);
let machine: Machine;

beforeAll(async () => void (machine = await startMachine()));
afterAll(() => machine.stop());

// All of them share the machine, so that each waits for the others; a command that hangs ends its test by itself.
describe.concurrent("the built tool answers as before", { timeout: 1_000_000 }, () => {
  test.for(Object.entries(cases))("%s", async ([name, byHome], context) => {
    since(context, need(context, realGo()), 24, "GOAUTH, whose default the answers show");
    const lines = Object.entries(byHome).flatMap(([home, typed]) =>
      typed.map((line) => ({ home: home as HomeName, line })),
    );
    const answers = lines.map(({ home, line }) =>
      together(async () => shown(home, line, await machine.run(home, line))),
    );
    const text = machine.normal((await Promise.all(answers)).join("\n"));
    await context.expect(text).toMatchFileSnapshot(path.join(expected, `${name}.txt`));
  });
});

test("nobody's answers are left in the folder", () => {
  const names = Object.keys(cases).map((name) => `${name}.txt`);
  expect(fs.readdirSync(expected).filter((name) => !names.includes(name))).toEqual([]);
});

/** A command with its answer, for people: the variables and the command line, then each part under its name. */
function shown(home: HomeName, line: string, { code, stdout, stderr, files }: Answer): string {
  const parts = [
    part("stdout", stdout),
    part("stderr", stderr),
    ...Object.entries(files).map(([file, text]) =>
      text === null ? `--- removed ~/${file}\n` : part(`~/${file}`, text, "(empty)\n"),
    ),
  ];
  return `=== ${home} $ ${line}`.trimEnd() + `\nexit ${code}\n${parts.join("")}`;
}

/** Colours are shown as ␛, and the end of a text without a line break is marked. */
function part(name: string, text: string, empty = ""): string {
  if (text === "") return empty === "" ? "" : `--- ${name}\n${empty}`;
  const visible = text
    .replaceAll("\u001b", "␛")
    .replaceAll("\r", "␍")
    .replaceAll("\uFEFF", "<BOM>");
  return `--- ${name}\n${visible}${visible.endsWith("\n") ? "" : "(no line break at the end)\n"}`;
}
