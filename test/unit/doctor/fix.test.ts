import { describe, expect, it } from "vitest";
import { factsOf } from "../../../src/doctor/facts.ts";
import { repairPlan, repairsOf } from "../../../src/doctor/fix.ts";
import { runChecks } from "../../../src/doctor/run.ts";
import { sandbox } from "../../support/sandbox.ts";
import { stateOf } from "../../support/state.ts";

/** What the safe repairs make of an env file: its bytes where it is edited as a whole, else the values. */
async function repaired(file: string | Buffer, readOnly = false) {
  const box = sandbox({ env: { SHELL: "/bin/bash" } });
  if (readOnly) {
    const accessSync = () => {
      throw Object.assign(new Error("EACCES"), { code: "EACCES" });
    };
    box.ctx.fs = new Proxy(box.ctx.fs, {
      get: (target, name) =>
        name === "accessSync" ? accessSync : (Reflect.get(target, name) as unknown),
    });
  }
  box.write(".config/go/env", file);
  box.write(
    "../goroot/go.env",
    "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\n",
  );
  // As inspectGo has it: a GOROOT that is not there keeps go from reading anything.
  const stopped = file.includes("GOROOT=") ? "cannot find GOROOT directory" : null;
  const facts = factsOf(box.ctx, stateOf(box, { version: "1.27.4", stopped }), null);
  const options = { only: [], skip: [], offline: true, strict: false };
  const repairs = repairsOf(await runChecks(box.ctx, facts, options));
  const { changes, edits = [] } = await repairPlan(box.ctx, facts, repairs, facts.state);
  const [edit] = edits;
  if (edit !== undefined) return edit.after?.toString("utf8");
  return Object.fromEntries(changes.map(({ key, after }) => [key, after]));
}

describe("the file is edited as a whole where go does not see what is wrong", () => {
  it.each([
    ["a byte order mark", "\uFEFFGOPROXY=https://a.b|direct\n", "GOPROXY=https://a.b|direct\n"],
    ["an export", "# mine\nexport GOVCS=*:git\n", "# mine\nGOVCS=*:git\n"],
    ["a colon", "GOVCS: *:git\n", "GOVCS=*:git\n"],
    ["a Windows file", "# c\r\nGOTOOLCHAIN=local\r\n\r\n", "# c\r\nGOTOOLCHAIN=local\n\r\n"],
    ["no line end", 'GOPROXY="https://a.b|direct"', "GOPROXY=https://a.b|direct"],
    ["bytes that are no UTF-8", "GOVCS='*:git'\nGOX=\x80\xff\n", "GOVCS=*:git\nGOX=\x80\xff\n"],
  ])("%s", async (_, file, after) => {
    expect(await repaired(file)).toBe(after);
  });

  it("UTF-16 becomes UTF-8", async () => {
    const bytes = Buffer.from("\uFEFFGOVCS=*:git\r\nGOAUTH=off\r\n", "utf16le");
    expect(await repaired(bytes)).toBe("GOVCS=*:git\nGOAUTH=off\n");
  });

  it("a value that go refuses to write or unset, with others", async () => {
    expect(await repaired("GOROOT=/nowhere/x\nGOSUMDB=\nGOVCS=*:git\n")).toBe("GOVCS=*:git\n");
  });
});

describe("values go through go", () => {
  it.each([
    ["GOSUMDB=\n", { GOSUMDB: null }],
    ["GOPROXY=https://a.b,DIRECT\n", { GOPROXY: "https://a.b,direct" }],
    ["GOPRIVATE=corp.com/...,a.corp.com\n", { GOPRIVATE: "corp.com,a.corp.com" }],
    [
      "GOPROXY=https://gocenter.io,https://goproxy.cn\n",
      { GOPROXY: "https://proxy.golang.org,https://goproxy.cn" },
    ],
    ["GOPROXY=https://goproxy.cn,https://goproxy.baidu.com\n", { GOPROXY: "https://goproxy.cn" }],
    ["GO111MODULE=yes\n", { GO111MODULE: null }],
    ["GOPROXY=https://goproxy.cn.direct\n", { GOPROXY: "https://goproxy.cn,direct" }],
    ["GOPROXY=http://goproxy.cn|direct\n", { GOPROXY: "https://goproxy.cn|direct" }],
    ["GOPRIVATE=a.corp.com,b.corp.com\nGONOSUMDB=a.corp.com\n", { GONOSUMDB: null }],
    [
      "GOPRIVATE=a.corp.com\nGONOPROXY=b.corp.com\n",
      { GOPRIVATE: "a.corp.com,b.corp.com", GONOPROXY: null },
    ],
  ])("%j", async (file, after) => {
    expect(await repaired(file)).toEqual(after);
  });
});

describe("nothing is done", () => {
  it.each([
    ["about a line beside one that counts", "GOPRIVATE=a.corp.com\n GOPRIVATE=b.corp.com\n"],
    ["that would switch something off", "export GOSUMDB=off\n GOPROXY=off\n export GOINSECURE=*\n"],
    ["that would make everything private", " GOPRIVATE=*\n"],
    ["about what go reads elsewhere", "HTTP_PROXY=http://proxy:3128\n"],
    ["where go would refuse that too", "GOVCS='x'\n"],
    [
      "about what is on purpose",
      "GOPROXY=https://goproxy.cn,direct\nGOSUMDB=off\nGOFLAGS=-mod=vendor\n",
    ],
  ])("%s", async (_, file) => {
    expect(await repaired(file)).toEqual({});
  });

  it("to a file that cannot be written", async () => {
    expect(await repaired("GOSUMDB=\n", true)).toEqual({});
    expect(await repaired("\uFEFFGOVCS=*:git\n", true)).toEqual({});
  });
});
