import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure.ts";
import { correctGoproxy, meantGoproxy } from "../../../src/advice/correct-goproxy.ts";
import { parseGoproxy } from "../../../src/go/values/goproxy.ts";
import { unusableProxy } from "../../../src/go/url/proxy-host.ts";
import { newest } from "../../../src/go/version.ts";
import { resolveOperands } from "../../../src/mirrors/chain.ts";
import { expectPossible, possibleInstead } from "../../../src/mirrors/possible.ts";

const at = { version: newest, platform: "linux" } as const;

function use(...operands: string[]) {
  const resolved = resolveOperands(operands, { own: [], fallback: null, direct: true, ...at });
  expectPossible(resolved.value, resolved.notes, at);
  return resolved;
}

/** The corrected form with which the operands are refused. */
function corrected(...operands: string[]): unknown {
  try {
    return `taken: ${use(...operands).value}`;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return (error.args as { corrected?: string | null }).corrected ?? error.kind;
  }
}

describe("what is pasted is read before anything is completed", () => {
  it.each<[string[], string]>([
    [['"https://goproxy.cn"'], "https://goproxy.cn|direct"],
    [["“https://goproxy.cn”"], "https://goproxy.cn|direct"],
    [["https//mirrors.aliyun.com/goproxy/"], "https://mirrors.aliyun.com/goproxy/|direct"],
    [["https:/goproxy.cn"], "https://goproxy.cn|direct"],
    [["[https://goproxy.cn](https://goproxy.cn)"], "https://goproxy.cn|direct"],
    [["https://goproxy.cn;"], "https://goproxy.cn|direct"],
    [["https://goproxy.cn,"], "https://goproxy.cn|direct"],
    [["https://goproxy.cn，direct"], "https://goproxy.cn,direct"],
    [["https：//goproxy.cn,direct"], "https://goproxy.cn,direct"],
    [["https://goproxy.cn direct"], "https://goproxy.cn,direct"],
    [["https://goproxy.cn,", "direct"], "https://goproxy.cn,direct"],
    [["https://goproxy.cn", ",direct"], "https://goproxy.cn,direct"],
    [["https://goproxy.cn;GO111MODULE=on"], "https://goproxy.cn|direct"],
    [["GOPROXY=https://goproxy.cn direct"], "https://goproxy.cn,direct"],
    [["export", "GOPROXY=https://goproxy.cn,direct"], "https://goproxy.cn,direct"],
    [["go env -w GOPROXY=https://goproxy.cn, direct"], "https://goproxy.cn,direct"],
    [["$env:GOPROXY = 'https://goproxy.cn,direct'"], "https://goproxy.cn,direct"],
    [[", direct"], "direct"],
    [["aliyun,goproxy.cn"], "https://mirrors.aliyun.com/goproxy/|https://goproxy.cn|direct"],
    [["aliyun goproxy.cn"], "https://mirrors.aliyun.com/goproxy/|https://goproxy.cn|direct"],
    [["goproxy.cn,", "aliyun"], "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct"],
  ])("%j, and said", (operands, value) => {
    const resolved = use(...operands);
    expect(resolved.value).toBe(value);
    expect(resolved.notes.map(({ code }) => code)).toContain("go.value-read");
  });

  it("what is well is taken without a word", () => {
    for (const operand of ["cn", "https://goproxy.cn", "https://goproxy.cn|direct"]) {
      expect(use(operand).notes).toEqual([]);
    }
  });
});

it("a backslash goes where go would refuse it, and stays where it is part of a path", () => {
  expect(use("https://goproxy.cn\\|direct").value).toBe("https://goproxy.cn|direct");
  expect(use("https://h.example/\\|direct").value).toBe("https://h.example/\\|direct");
});

it("a variable that go refuses is told of as one", () => {
  expect(() => use("https://${HOST},direct")).toThrow(
    expect.objectContaining({ args: expect.objectContaining({ unfilled: "${HOST}" }) }),
  );
});

describe("what go takes and can never work is refused, with what works", () => {
  it.each<[string, string]>([
    ["goproxy.cn.direct", "https://goproxy.cn,direct"],
    ["https://goproxy.cn.direct", "https://goproxy.cn,direct"],
    ["https://mirrors.aliyun.com/goproxy.direct", "https://mirrors.aliyun.com/goproxy,direct"],
    ["https://gocenter.io", "https://proxy.golang.org|direct"],
    [
      "https://goproxy.io,https://gocenter.io,direct",
      "https://goproxy.io,https://proxy.golang.org,direct",
    ],
    ["https://developer.aliyun.com/mirror/goproxy", "https://mirrors.aliyun.com/goproxy/|direct"],
    ["https://$h:8080/go", "never-works"],
    ["${GOPROXY}", "never-works"],
    ["%GOPROXY%", "never-works"],
    ["https://repo.repsy.io/<user>/<name>,off", "never-works"],
    ["GOSUMDB=off", "other-key"],
  ])("%s", (operand, form) => {
    expect(corrected(operand)).toBe(form);
  });
});

const pieces = fc.constantFrom(
  ..."https:// https// https:/ http:// goproxy.cn gocenter.io proxy.golang.com.cn direct off .direct , ， ; | \" ' “ ” [x]( ) $h ${GOPROXY} <host> /goproxy export GOPROXY= DIRECT \\/ htps:// socks5:// mirrors.aliyun.com cn aliyun ftp:// # u:p@ :99999".split(
    " ",
  ),
  " ",
);
const pasted = fc.array(pieces, { minLength: 1, maxLength: 7 }).map((all) => all.join(""));

it("whatever is given, what is written can work", () => {
  fc.assert(
    fc.property(fc.array(pasted, { minLength: 1, maxLength: 3 }), (operands) => {
      let value: string;
      try {
        value = use(...operands).value;
      } catch (error) {
        if (error instanceof Failure) return;
        throw error;
      }
      const { entries, error } = parseGoproxy(value, at);
      expect(error).toBeNull();
      const bad = entries.filter(({ kind, url }) => kind === "url" && unusableProxy(url) !== null);
      expect(bad).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

it("every corrected form is taken as it is, and needs no correction", () => {
  fc.assert(
    fc.property(pasted, (value) => {
      expect(correctGoproxy(correctGoproxy(value) ?? "")).toBeNull();
      const form = possibleInstead(value, at);
      if (form !== null) {
        expect(correctGoproxy(form)).toBeNull();
        expect(possibleInstead(form, at)).toBeNull();
        expect(use(form).notes.map(({ code }) => code)).not.toContain("go.value-read");
        expect(meantGoproxy(form)?.certain ?? true).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});
