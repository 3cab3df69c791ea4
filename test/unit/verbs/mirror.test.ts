import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Changed, ErrorDocument, History, List } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";

const file = ".config/goproxy-cfg/config.json";

/** A user without go; `cfg` runs one verb and returns what it printed. */
function someone() {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  return { ...box, cfg: (...argv: string[]) => cfg(box, argv) };
}

async function cfg(box: Sandbox, argv: string[]) {
  const [out, err] = [box.stdout().length, box.stderr().length];
  const code = await run(box.ctx, argv);
  return { code, stdout: box.stdout().slice(out), stderr: box.stderr().slice(err) };
}

async function own(user: ReturnType<typeof someone>): Promise<List["mirrors"]> {
  const { stdout } = await user.cfg("mirror", "list", "--json");
  return (JSON.parse(stdout) as List).mirrors;
}

describe("mirror add", () => {
  it("makes a name for `use`, and undo takes it away", async () => {
    const user = someone();
    const url = "https://goproxy.corp.example/";
    const added = await user.cfg("mirror", "add", "corp", url, "--serves", "modules", "--json");
    expect(added.code).toBe(0);
    expect(JSON.parse(added.stdout) as Changed).toMatchObject({
      changes: [
        {
          target: "user-config",
          file: path.join(user.home, file),
          key: "corp",
          before: null,
          after: `${url} serves=modules`,
        },
      ],
    });
    expect(await own(user)).toMatchObject([
      {
        id: "corp",
        url,
        serves: { modules: true, sumdb: false, toolchain: false },
        current: false,
      },
    ]);
    expect((await user.cfg("use", "corp", "--no-verify")).code).toBe(0);
    expect(await own(user)).toMatchObject([{ current: true }]);
    const [first] = JSON.parse((await user.cfg("history", "--json")).stdout).entries.slice(-1);
    expect((await user.cfg("undo", first.id)).code).toBe(0);
    expect(await own(user)).toEqual([]);
    expect(fs.existsSync(path.join(user.home, file))).toBe(false);
  });

  it("says what go will make of the URL", async () => {
    const user = someone();
    const { code, stdout } = await user.cfg("mirror", "add", "x", "http://h.example", "--json");
    expect(code).toBe(0);
    const { notes } = JSON.parse(stdout) as Changed;
    expect(notes.map((found) => found.code)).toEqual(["proxy.insecure-http"]);
  });

  it("with a password: nobody else can read the file, and nothing shows it", async () => {
    const user = someone();
    const shown = [
      await user.cfg("mirror", "add", "corp", "https://u:s3cret@corp.example"),
      await user.cfg("mirror", "list"),
      await user.cfg("mirror", "list", "--json"),
      await user.cfg("mirror", "add", "corp", "https://u:s3cret@other.example"),
      await user.cfg("mirror", "add", "u:s3cret@x", "https://corp.example"),
      await user.cfg("mirror", "add", "x", "u:s3cret@corp.example"),
      await user.cfg("mirror", "remove", "https://u:s3cret@corp.example"),
      await user.cfg("history"),
      await user.cfg("mirror", "remove", "corp"),
    ];
    expect(JSON.stringify(shown)).not.toContain("s3cret");
    expect((await user.cfg("undo")).code).toBe(0);
    expect(user.read(file)).toContain("s3cret");
    expect(fs.statSync(path.join(user.home, file)).mode & 0o777).toBe(0o600);
  });

  it("the same again changes nothing; another URL needs --force", async () => {
    const user = someone();
    await user.cfg("mirror", "add", "corp", "https://a.example");
    const before = user.read(file);
    const again = await user.cfg("mirror", "add", "corp", "https://a.example", "--json");
    expect(JSON.parse(again.stdout)).toMatchObject({ changes: [], undo: null });
    expect((await user.cfg("mirror", "add", "corp", "https://b.example")).code).toBe(2);
    expect(user.read(file)).toBe(before);
    expect((await user.cfg("mirror", "add", "corp", "https://b.example", "-f")).code).toBe(0);
    expect(await own(user)).toMatchObject([{ url: "https://b.example" }]);
  });

  it("--fallback is what separates it from the next entry", async () => {
    const user = someone();
    await user.cfg("mirror", "add", "corp", "https://corp.example", "--fallback", "missing");
    for (const [flags, value] of [
      [[], "https://corp.example,https://goproxy.cn|direct"],
      [["--fallback", "any"], "https://corp.example|https://goproxy.cn|direct"],
    ] as const) {
      await user.cfg("use", "corp", "goproxy.cn", "--no-verify", ...flags);
      expect(JSON.parse((await user.cfg("env", "--json")).stdout)).toMatchObject({
        GOPROXY: value,
      });
    }
  });

  it.each([
    [["cn", "https://x.example"], "usage"],
    [["qiniu", "https://x.example"], "usage"],
    [["auto", "https://x.example"], "usage"],
    [["a b", "https://x.example"], "usage"],
    [["a,b", "https://x.example"], "usage"],
    [["-a", "https://x.example"], "usage"],
    [["a"], "usage"],
    [["a", "ftp://x.example"], "invalid-value"],
    [["a", "https://x.example|direct"], "invalid-value"],
    [["a", "direct"], "invalid-value"],
    [["a", "https://a b"], "invalid-value"],
    [["a", "https://x.example", "--serves", "zips"], "usage"],
    [["a", "https://x.example", "--fallback", "never"], "usage"],
  ])("refuses %j", async (operands, code) => {
    const user = someone();
    const refused = await user.cfg("mirror", "add", ...operands, "--json");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect((JSON.parse(refused.stderr) as ErrorDocument).error.code).toBe(code);
    expect(fs.existsSync(path.join(user.home, file))).toBe(false);
  });

  it("a dry run writes nothing", async () => {
    const user = someone();
    await user.cfg("mirror", "add", "corp", "https://a.example", "--dry-run");
    expect(fs.existsSync(path.join(user.home, file))).toBe(false);
  });

  it("runs side by side lose nothing", async () => {
    const user = someone();
    const names = ["a", "b", "c", "d", "e"];
    await Promise.all(
      names.map((name) => cfg(user, ["mirror", "add", name, `https://${name}.example`])),
    );
    expect((await own(user)).map(({ id }) => id).toSorted()).toEqual(names);
  });
});

describe("undo of a change of mirrors", () => {
  /** The ids of the changes that were made, the first one first. */
  async function two(user: ReturnType<typeof someone>): Promise<string[]> {
    await user.cfg("mirror", "add", "a", "https://a.example");
    await user.cfg("mirror", "add", "b", "https://b.example");
    const { stdout } = await user.cfg("history", "--json");
    return (JSON.parse(stdout) as History).entries.map(({ id }) => id).toReversed();
  }

  it("takes out the one; what else was written since stays", async () => {
    const user = someone();
    const [first = ""] = await two(user);
    user.write(file, user.read(file).replace("{\n", '{\n  "theme": "dark", // mine\n'));
    expect((await user.cfg("undo", first)).code).toBe(0);
    expect(user.read(file)).toMatch(/^\{\n {2}"theme": "dark", \/\/ mine\n/);
    expect((await own(user)).map(({ id }) => id)).toEqual(["b"]);
  });

  it("in any order the file that was made goes with the last one", async () => {
    const user = someone();
    const [first = "", second = ""] = await two(user);
    expect((await user.cfg("undo", first)).code).toBe(0);
    expect((await user.cfg("undo", second)).code).toBe(0);
    expect(fs.existsSync(path.dirname(path.join(user.home, file)))).toBe(false);
  });

  it("is refused only where that one was changed; --force overwrites it alone", async () => {
    const user = someone();
    const [first = "", second = ""] = await two(user);
    user.write(file, user.read(file).replace("https://a.", "https://mine."));
    expect((await user.cfg("undo", second)).code).toBe(0);
    const refused = await user.cfg("undo", first, "--json");
    expect(refused.code).toBe(1);
    expect((JSON.parse(refused.stderr) as ErrorDocument).error).toMatchObject({
      code: "changed-since",
      message: expect.stringMatching(/^a in /) as string,
    });
    await user.cfg("mirror", "add", "c", "https://c.example");
    expect((await user.cfg("undo", first, "--force")).code).toBe(0);
    expect((await own(user)).map(({ id }) => id)).toEqual(["c"]);
  });
});

describe("a file that the user wrote", () => {
  it("may have trailing commas, as editors allow them", async () => {
    const user = someone();
    user.write(
      file,
      '{\n  "mirrors": [\n    { "name": "a", "url": "https://a.example" },\n  ],\n}\n',
    );
    expect((await user.cfg("mirror", "add", "b", "https://b.example")).code).toBe(0);
    expect((await own(user)).map(({ id }) => id)).toEqual(["a", "b"]);
    expect((await user.cfg("mirror", "remove", "b")).code).toBe(0);
    expect(user.read(file)).toContain('"url": "https://a.example" },\n  ],\n}\n');
  });

  it("is refused as it is where it is not UTF-8", async () => {
    const user = someone();
    const bytes = Buffer.from('{"x":"\xe9","mirrors":[]}', "latin1");
    user.write(file, bytes);
    const refused = await user.cfg("mirror", "add", "b", "https://b.example", "--json");
    expect(refused.code).toBe(2);
    expect((JSON.parse(refused.stderr) as ErrorDocument).error.code).toBe("config-invalid");
    expect(fs.readFileSync(path.join(user.home, file))).toEqual(bytes);
  });
});

describe("mirror remove", () => {
  it("takes several at once; an unknown one is a did-you-mean, and nothing changes", async () => {
    const user = someone();
    for (const name of ["one", "two", "three"]) {
      await user.cfg("mirror", "add", name, `https://${name}.example`);
    }
    const refused = await user.cfg("mirror", "remove", "one", "thre", "--json");
    expect(refused.code).toBe(2);
    expect((JSON.parse(refused.stderr) as ErrorDocument).error).toMatchObject({
      code: "unknown-mirror",
      hint: "Did you mean `three`?",
    });
    expect(await own(user)).toHaveLength(3);
    expect((await user.cfg("mirror", "rm", "one", "three")).code).toBe(0);
    expect((await own(user)).map(({ id }) => id)).toEqual(["two"]);
  });
});

describe("mirror rename", () => {
  const config = `{
  // ours
  "mirrors": [
    { "url": "https://a.corp.example", "name": "a", "pinned": true }, // stays
    { "name": "b", "url": "https://b.corp.example" }
  ]
}
`;

  it("changes the name and not another byte, and undo brings it back", async () => {
    const user = someone();
    user.write(file, config);
    expect(await user.cfg("mirror", "rename", "a", "公司")).toMatchObject({ code: 0 });
    expect(user.read(file)).toBe(config.replace('"name": "a"', '"name": "公司"'));
    expect(await user.cfg("undo")).toMatchObject({ code: 0 });
    expect(user.read(file)).toBe(config);
  });

  it.each([
    ["x", "y", "unknown-mirror"],
    ["a", "b", "usage"],
    ["a", "cn", "usage"],
    ["a", "阿里云", "usage"],
    ["a", "b c", "usage"],
  ])("refuses %s → %s", async (from, to, code) => {
    const user = someone();
    user.write(file, config);
    const { code: exit, stderr } = await user.cfg("mirror", "rename", from, to, "--json");
    expect(exit).toBe(2);
    expect((JSON.parse(stderr) as ErrorDocument).error.code).toBe(code);
    expect(user.read(file)).toBe(config);
  });
});
