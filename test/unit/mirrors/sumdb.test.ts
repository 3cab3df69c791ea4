import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure.ts";
import { newest } from "../../../src/go/version.ts";
import { resolveOperands } from "../../../src/mirrors/chain.ts";
import type { OwnMirror } from "../../../src/catalog/catalog.ts";
import type { Probed } from "../../../src/mirrors/probe-result.ts";
import { chooseSumdb, type SumdbOptions } from "../../../src/mirrors/sumdb.ts";

const at = { version: newest, platform: "linux" as const };

const corp: OwnMirror = {
  name: "corp",
  url: "https://goproxy.corp.example",
  serves: { modules: true, sumdb: true, toolchain: null },
  private: true,
  pinned: false,
};

/** `seen`: for each mirror what its probe saw of the checksum database; "down" where it did not answer. */
function choose(
  operands: string[],
  seen: (boolean | null | "down")[] = [],
  change: Partial<SumdbOptions> = {},
) {
  const own = [corp];
  const resolved = resolveOperands(operands, { own, fallback: null, direct: true, ...at });
  const probes = seen.map((sumdb, index): Probed => {
    const { id = "", url = "" } = resolved.targets[index] ?? {};
    const attempt = { connected: true, proxied: false };
    if (sumdb === "down") return { id, url, ok: false, ms: 1, attempt };
    return { id, url, ok: true, ms: 1, attempt, serves: { modules: true, sumdb, toolchain: null } };
  });
  return chooseSumdb({ stored: null, resolved, probes, at, ...change });
}

const china = "sum.golang.google.cn";
const chosen = {
  change: { value: china },
  notes: [{ code: "sumdb.chosen", severity: "info", args: { value: china } }],
};
const nothing = { change: null, notes: [] };

describe("without a flag", () => {
  it.each<[string, string[], (boolean | null | "down")[], object]>([
    ["leaves the default for cn", ["cn"], [], nothing],
    ["leaves it for cn as it was seen", ["cn"], [true, true], nothing],
    ["leaves it where one of two serves it", ["cn"], [false, true], nothing],
    ["chooses where none serves it any more", ["cn"], [false, false], chosen],
    ["leaves it where the one that serves it cannot tell today", ["cn"], [null, false], nothing],
    ["does not count on one that is down", ["goproxy.cn", "huawei"], ["down", false], chosen],
    ["goes by the catalog where all are down", ["goproxy.cn", "huawei"], ["down", "down"], nothing],
    ["chooses for huawei by the catalog", ["huawei"], [], chosen],
    ["leaves it for huawei the day it serves it", ["huawei"], [true], nothing],
    ["chooses for tencent, which is not known to", ["tencent"], [], chosen],
    ["leaves it where an own mirror serves it", ["huawei", "corp"], [], nothing],
    ["chooses where the own one does not", ["huawei", "corp"], [false, false], chosen],
    ["leaves it for a chain that is not for China", ["official"], [false], nothing],
    ["leaves it for a mixed chain", ["huawei", "official"], [false, false], nothing],
    ["leaves it for an own mirror alone", ["https://x.example"], [false], nothing],
    ["leaves it for direct", ["direct"], [], nothing],
    ["leaves it for off", ["off"], [], nothing],
  ])("%s", (_, operands, seen, expected) => {
    expect(choose(operands, seen)).toEqual(expected);
  });

  it.each(["off", "sum.corp.example+1234+abcd", china])("keeps %s, set by the user", (stored) => {
    expect(choose(["cn"], [true, true], { stored })).toEqual({
      change: null,
      notes: [{ code: "sumdb.kept", severity: "info", args: { value: stored } }],
    });
  });

  it("keeps off for a chain that needs the other address", () => {
    expect(choose(["huawei"], [], { stored: "off" }).change).toBeNull();
  });

  it("takes back what it chose itself", () => {
    expect(choose(["cn"], [true, true], { stored: china, ours: true })).toEqual({
      change: { value: null },
      notes: [],
    });
  });

  it("says nothing where the right value is there", () => {
    expect(choose(["huawei"], [], { stored: china })).toEqual(nothing);
    expect(choose(["cn"], [], { stored: "sum.golang.org" })).toEqual(nothing);
  });

  it("replaces the default that was written out", () => {
    expect(choose(["huawei"], [], { stored: "sum.golang.org" })).toEqual(chosen);
  });

  it("shows no password of a value that it keeps", () => {
    const stored = "sum.corp.example+1234+abcd https://u:secret@sum.corp.example";
    expect(JSON.stringify(choose(["cn"], [], { stored }).notes)).not.toContain("secret");
  });
});

describe("--sumdb", () => {
  it.each([
    ["cn", null, { value: china }],
    ["cn", china, null],
    ["default", "off", { value: null }],
    ["default", null, null],
    ["off", null, { value: "off" }],
    ["sum.golang.org", null, { value: "sum.golang.org" }],
    ["sum.golang.org https://goproxy.cn/sumdb/sum.golang.org", "off", expect.anything()],
  ])("%s over %s", (flag, stored, change) => {
    expect(choose(["cn"], [], { flag, stored }).change).toEqual(change);
  });

  it("warns of off", () => {
    expect(choose(["cn"], [], { flag: "off" }).notes).toMatchObject([{ code: "sumdb.off" }]);
  });

  it("refuses what go would refuse, in go's words", () => {
    const refused = () => choose(["cn"], [], { flag: "goproxy.cn/sumdb/sum.golang.org" });
    expect(refused).toThrow(Failure);
    try {
      refused();
    } catch (error) {
      expect((error as Failure).args).toMatchObject({
        key: "GOSUMDB",
        reason: "invalid GOSUMDB: malformed verifier id",
      });
    }
  });
});
