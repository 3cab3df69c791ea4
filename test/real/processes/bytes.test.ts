import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Changed, History } from "../../../src/contract.ts";
import type { Ended } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { type User, user } from "../../support/user.ts";

const a = ["use", "http://127.0.0.1:9/a", "--no-verify"];
const b = ["use", "http://127.0.0.1:9/b", "--no-verify"];

/** `undo` may come before anything was done; nothing else may fail. */
const tooEarly = ({ code, stderr }: Ended) => code === 1 && stderr.includes('"nothing-to-undo"');

const mine = "# mine\nGOFLAGS=-mod=mod\n";
const whole = (url: string) => `${mine}GOPROXY=${url}|direct\n`;

function withFile(content: string | Buffer): User {
  const someone = user();
  fs.mkdirSync(path.dirname(someone.envFile), { recursive: true });
  fs.writeFileSync(someone.envFile, content);
  return someone;
}

async function history(someone: User): Promise<History["entries"]> {
  const { stdout } = await someone.cfg(["history", "--json"]);
  return expectDocument<History>("History", stdout).entries;
}

test.for([
  ["plain", "GOPRIVATE=corp.example\n"],
  [
    "comments, duplicates, strange lines",
    "# mine\n\nGOPROXY=x\nGOFLAGS=-mod=mod\nGOPROXY=y\nnonsense\n export A=b\n",
  ],
  ["CRLF and no final newline", "GOPRIVATE=corp.example\r\nGOPROXY=off\r"],
  ["a BOM and bytes that are no text", Buffer.from("\ufeffGOPROXY=x\n#\xff\xfe\n", "latin1")],
  ["empty", ""],
])("A, B, undo, undo: the very bytes of before (%s)", async ([, content]) => {
  const someone = withFile(content ?? "");
  const before = fs.readFileSync(someone.envFile);
  expect(await someone.cfg(a)).toMatchObject({ code: 0 });
  const between = fs.readFileSync(someone.envFile);
  expect(await someone.cfg(b)).toMatchObject({ code: 0 });
  expect(await someone.cfg(["undo"])).toMatchObject({ code: 0 });
  expect(fs.readFileSync(someone.envFile)).toEqual(between);
  expect(await someone.cfg(["undo"])).toMatchObject({ code: 0 });
  expect(fs.readFileSync(someone.envFile)).toEqual(before);
});

test("a file that was created goes away again", async () => {
  const someone = user();
  await someone.cfg(a);
  await someone.cfg(["reset"]);
  await someone.cfg(["undo"]);
  expect(someone.stored()).toContain("GOPROXY=http://127.0.0.1:9/a");
  await someone.cfg(["undo"]);
  expect(someone.stored()).toBeNull();
  expect(await someone.cfg(["undo"])).toMatchObject({ code: 1, stdout: "" });
});

test("fifty at once: nothing is lost, nothing is half written, the history tells all", async () => {
  const kept = "# mine\nGOFLAGS=-mod=mod\nGOPRIVATE=corp.example\n";
  const someone = withFile(kept);
  const runs = await Promise.all(
    Array.from({ length: 50 }, (_, i) => {
      const verb = [
        ["use", `http://127.0.0.1:9/${i}`, "--no-verify"],
        ["reset"],
        ["undo"],
        ["use", "off", "--no-verify"],
      ][i % 4] as string[];
      return someone.cfg([...verb, "--json"], { timeout: 110_000 });
    }),
  );
  const done = runs.filter(({ code }) => code === 0);
  expect(runs.filter((run) => run.code !== 0 && !tooEarly(run))).toEqual([]);
  const changes = done.map(({ stdout }) => expectDocument<Changed>("Changed", stdout));
  expect(changes.length).toBeGreaterThan(25);

  const text = someone.stored() ?? "";
  const rest = text.split("\n").filter((line) => !line.startsWith("GOPROXY="));
  expect(rest.join("\n")).toBe(kept);
  expect(text.split("\n").filter((line) => line.startsWith("GOPROXY=")).length).toBeLessThan(2);

  const entries = await history(someone);
  const changed = changes.filter((document) => document.changes.length > 0);
  expect(entries.filter(({ changes: list }) => list.length > 0)).toHaveLength(changed.length);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  // Each change starts from what the one before it left.
  let value: string | null = null;
  for (const { changes: list } of entries.toReversed()) {
    for (const { key, before, after } of list) {
      if (key !== "GOPROXY") continue;
      expect(before).toBe(value);
      value = after;
    }
  }
  expect(text.match(/^GOPROXY=(.*)$/m)?.[1] ?? null).toBe(value);
});

test("killed at any moment: the file is the old one or the new one, and the next run works", async () => {
  const someone = withFile(mine);
  let now = mine;
  for (let i = 0; i < 12; i++) {
    const url = `http://127.0.0.1:9/${i}`;
    // The delays reach from before the first line of the program to after its end.
    const run = await someone.cfg(["use", url, "--no-verify"], {
      prefix: ["timeout", "-s", "KILL", String(0.03 + i * 0.03)],
    });
    const text = someone.stored();
    expect(run.code === 0 ? [whole(url)] : [now, whole(url)]).toContain(text);
    now = text ?? "";
  }
  const last = await someone.cfg(["use", "http://127.0.0.1:9/last", "--no-verify"]);
  expect(last).toMatchObject({ code: 0 });
  expect(someone.stored()).toBe(whole("http://127.0.0.1:9/last"));
  expect(
    fs.readdirSync(path.dirname(someone.envFile)).filter((name) => !/^(env|telemetry)$/.test(name)),
  ).toEqual([]);
  while ((await someone.cfg(["undo"])).code === 0);
  expect(someone.stored()).toBe(mine);
});
