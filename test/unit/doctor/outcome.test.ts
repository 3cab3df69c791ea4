import { describe, expect, it } from "vitest";
import type { Doctor } from "../../../src/contract.ts";
import { type JudgedCheck, settle } from "../../../src/doctor/run.ts";
import { note } from "../../../src/findings.ts";

const refused = note("net.refused", "error", { host: "p.example" });
const off = note("proxy.off", "error", {});

function result(id: string, ...findings: JudgedCheck["findings"]): JudgedCheck {
  return { id, status: findings.length > 0 ? "fail" : "ok", ms: 1, findings };
}

function settled(results: JudgedCheck[], ok: boolean, reproduced: boolean): string[] {
  const outcome: Doctor["outcome"] = { module: "a.example/m@v1.0.0", ok, reproduced, error: null };
  return settle(results, outcome).map(({ id, status, findings }) =>
    `${id} ${status} ${findings.map(({ code, severity }) => `${code}=${severity}`).join(" ")}`.trim(),
  );
}

describe("the verdict follows go", () => {
  const probed = [result("proxy", off), result("net.mirrors", refused)];

  it("makes warnings of what the probes ran into where the real download went well", () => {
    expect(settled(probed, true, true)).toEqual([
      "proxy fail proxy.off=error",
      "net.mirrors warn net.refused=warning",
    ]);
  });

  it("leaves errors where it failed, or was not done", () => {
    for (const [ok, reproduced] of [
      [false, true],
      [true, false],
      [false, false],
    ] as const) {
      expect(settled(probed, ok, reproduced)).toEqual([
        "proxy fail proxy.off=error",
        "net.mirrors fail net.refused=error",
      ]);
    }
  });

  it("does not say twice what a log says and a check finds, and calls the rest of it past where all is well", () => {
    const logged = [result("log", refused, off), result("net.mirrors", refused)];
    expect(settled(logged, false, false)[0]).toBe("log fail proxy.off=error");
    expect(settled([result("log", off)], true, false)).toEqual(["log warn proxy.off=warning"]);
    expect(settled([result("log", off)], false, false)).toEqual(["log fail proxy.off=error"]);
  });
});
