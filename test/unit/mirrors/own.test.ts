import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure.ts";
import { readOwnMirrors } from "../../../src/mirrors/own.ts";
import { sandbox } from "../../support/sandbox.ts";

const file = ".config/goproxy-cfg/config.json";

function read(content?: string) {
  const box = sandbox();
  if (content !== undefined) box.write(file, content);
  return readOwnMirrors(box.ctx);
}

async function failure(content: string): Promise<Failure> {
  try {
    await read(content);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it was taken");
}

describe("readOwnMirrors", () => {
  it.each([
    ["no file", undefined],
    ["an empty one", ""],
    ["one without mirrors", "{}"],
  ])("is empty for %s", async (_, content) => {
    expect(await read(content)).toEqual([]);
  });

  it("reads mirrors in their order, with what was left out", async () => {
    const mirrors = [
      { name: "corp", url: "https://u:p@goproxy.corp.example/", private: true, pinned: true },
      { name: "disk", url: "file:///srv/modules", serves: { sumdb: false } },
    ];
    expect(await read(`\uFEFF${JSON.stringify({ mirrors, other: 1 })}`)).toEqual([
      {
        name: "corp",
        url: "https://u:p@goproxy.corp.example/",
        serves: { modules: null, sumdb: null, toolchain: null },
        private: true,
        pinned: true,
      },
      {
        name: "disk",
        url: "file:///srv/modules",
        serves: { modules: null, sumdb: false, toolchain: null },
        private: false,
        pinned: false,
      },
    ]);
  });

  it("names file and line of a slip of the pen", async () => {
    const refused = await failure('{\n  "mirrors": [\n    { "name" "corp" }\n  ]\n}\n');
    expect(refused).toMatchObject({ code: "config-invalid", exit: 2 });
    expect(refused.args).toMatchObject({ line: 3, problem: { what: "syntax", format: "JSON" } });
    expect((refused.args as { file: string }).file).toMatch(/\.config\/goproxy-cfg\/config\.json$/);
  });

  it.each([
    ["[]", "{…}", "object"],
    ['{"mirrors":{}}', "mirrors", "list"],
    ['{"mirrors":["https://x"]}', "mirrors[0]", "object"],
    ['{"mirrors":[{"url":"https://x"}]}', "mirrors[0].name", "text"],
    ['{"mirrors":[{"name":"a","url":"x.example"}]}', "mirrors[0].url", "url"],
    ['{"mirrors":[{"name":"a","url":"https://x","private":"yes"}]}', "mirrors[0].private", "flag"],
    [
      '{"mirrors":[{"name":"a","url":"https://x"},{"name":"b","url":"https://y","serves":{"sumdb":1}}]}',
      "mirrors[1].serves.sumdb",
      "flag",
    ],
  ])("refuses %s", async (content, field, expected) => {
    expect((await failure(content)).args).toMatchObject({
      problem: { what: "field", field, expected },
    });
  });

  it("refuses a folder in the file's place", async () => {
    const box = sandbox();
    box.write(`${file}/x`, "");
    await expect(readOwnMirrors(box.ctx)).rejects.toThrow(Failure);
  });

  it("reads a thousand of them", async () => {
    const mirrors = Array.from({ length: 1000 }, (_, at) => ({
      name: `m${at}`,
      url: `https://m${at}.example`,
    }));
    expect(await read(JSON.stringify({ mirrors }))).toHaveLength(1000);
  });
});
