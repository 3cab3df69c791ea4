import { expect, it } from "vitest";
import { type DoctorCheck, needsNetwork } from "../../../src/doctor/check.ts";
import { checks } from "../../../src/doctor/checks/all.ts";
import { type FindingCode, findingTable, note } from "../../../src/findings.ts";
import type { Facts } from "../../../src/doctor/facts.ts";
import { type RunOptions, runChecks, summaryOf } from "../../../src/doctor/run.ts";
import { en } from "../../../src/text/en/index.ts";
import { zh } from "../../../src/text/zh/index.ts";
import { sandbox } from "../../support/sandbox.ts";

const off = note("proxy.off", "error", {});
const fragile = note("proxy.comma-fragile", "warning", { entry: "x" });
const bypass = note("sumdb.bypasses-proxy", "info", { value: "x" });

function check(id: string, found: ReturnType<typeof note>[]): DoctorCheck {
  return { id, codes: found.map(({ code }) => code), run: () => found };
}

const some = [
  check("proxy", [off, fragile]),
  check("sumdb", [bypass]),
  check("proxy.more", []),
  check("net.mirrors", [fragile]),
  check("net.sumdb", []),
];

async function run(options: Partial<RunOptions>, all: readonly DoctorCheck[] = some) {
  const wanted = { only: [], skip: [], offline: false, strict: false, ...options };
  const results = await runChecks(sandbox().ctx, {} as Facts, wanted, all);
  return results.map(({ id, status, findings }) =>
    `${id} ${status} ${findings.map(({ code }) => code).join(" ")}`.trim(),
  );
}

it("runs everything in declared order", async () => {
  expect(await run({})).toEqual([
    "proxy fail proxy.off proxy.comma-fragile",
    "sumdb ok sumdb.bypasses-proxy",
    "proxy.more ok",
    "net.mirrors warn proxy.comma-fragile",
    "net.sumdb ok",
  ]);
});

it("--only takes groups, ids and codes, and leaves the others out", async () => {
  expect(await run({ only: ["net.sumdb"] })).toEqual(["net.sumdb ok"]);
  expect(await run({ only: ["net"] })).toHaveLength(2);
  expect(await run({ only: ["proxy.comma-fragile"] })).toEqual([
    "proxy warn proxy.comma-fragile",
    "net.mirrors warn proxy.comma-fragile",
  ]);
});

it("--skip shows what was left out as skipped, and drops single codes", async () => {
  expect(await run({ skip: ["net", "proxy.off"] })).toEqual([
    "proxy warn proxy.comma-fragile",
    "sumdb ok sumdb.bypasses-proxy",
    "proxy.more ok",
    "net.mirrors skipped",
    "net.sumdb skipped",
  ]);
  expect((await run({ skip: ["proxy.off", "proxy.comma-fragile"] }))[0]).toBe("proxy skipped");
});

it("--offline skips what needs the network", async () => {
  expect((await run({ offline: true })).slice(3)).toEqual([
    "net.mirrors skipped",
    "net.sumdb skipped",
  ]);
});

it("--strict makes errors of warnings, and of nothing else", async () => {
  expect(await run({ strict: true, only: ["net", "sumdb"] })).toEqual([
    "sumdb ok sumdb.bypasses-proxy",
    "net.mirrors fail proxy.comma-fragile",
    "net.sumdb ok",
  ]);
});

it("a name that nothing has is a wrong command line, with the one that was meant", async () => {
  await expect(run({ only: ["net.mirorrs"] })).rejects.toMatchObject({
    exit: 2,
    args: { flag: "--only", allowed: "net.mirrors" },
  });
  await expect(run({ skip: ["zzzzzz"] })).rejects.toMatchObject({ exit: 2 });
});

it("a check that throws is a result, and the others go on", async () => {
  const broken: DoctorCheck = {
    ...check("env", []),
    run: () => {
      throw new Error("oh");
    },
  };
  const late: DoctorCheck = { ...check("net.x", []), run: () => Promise.reject(new Error("no")) };
  const results = await runChecks(
    sandbox().ctx,
    {} as Facts,
    { only: [], skip: [], offline: false, strict: false },
    [broken, late, ...some],
  );
  expect(results.slice(0, 3)).toMatchObject([
    { id: "env", status: "crashed", problem: "oh", findings: [] },
    { id: "net.x", status: "crashed", problem: "no" },
    { id: "proxy", status: "fail" },
  ]);
  expect(summaryOf(results)).toEqual({ error: 1, warning: 2, info: 1, skipped: 0, crashed: 2 });
});

it("network checks run side by side, after the local ones", async () => {
  const seen: string[] = [];
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  const slow = (id: string, last: boolean): DoctorCheck => ({
    ...check(id, []),
    run: async () => {
      seen.push(id);
      if (last) release();
      await gate;
      return [];
    },
  });
  const local: DoctorCheck = { ...check("proxy", []), run: () => (seen.push("proxy"), []) };
  await run({}, [slow("net.a", false), local, slow("net.b", true)]);
  expect(seen).toEqual(["proxy", "net.a", "net.b"]);
});

it("ids are the group, or group and topic, each once", () => {
  const ids = checks.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z]+(?:\.[a-z-]+)?$/.test(id))).toEqual([]);
  const firstOnline = checks.findIndex(needsNetwork);
  expect(checks.slice(firstOnline).every(needsNetwork)).toBe(true);
});

it("every code that a check may find has its words, its explanation and its source", async () => {
  const explained = [await en.explanations(), await zh.explanations()];
  const said = [await en.findings(), await zh.findings()];
  const all = new Set<FindingCode>([
    ...checks.flatMap((one) => one.codes),
    ...(Object.keys(findingTable) as FindingCode[]),
  ]);
  for (const code of all) {
    for (const texts of explained)
      expect([code, (texts[code] ?? "").length > 5]).toEqual([code, true]);
    for (const findings of said) expect(typeof findings[code]).toBe("function");
    expect(findingTable[code].source).not.toBe("");
  }
});
