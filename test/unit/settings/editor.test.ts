import path from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { editorOverrides } from "../../../src/settings/editor.ts";
import { sandbox } from "../../support/sandbox.ts";

const settings = (value: string) => `{
  // mine
  "editor.tabSize": 4,
  "go.toolsEnvVars": {
    "CGO_ENABLED": "1",
    "GOPROXY": "${value}", // the company's
  },
}
`;
const none = () => "https://goproxy.cn,direct";

describe("what an editor gives to its go", () => {
  it("a repository's settings cannot stop the tool, nor begin lines of its own", () => {
    const box = sandbox();
    const text = `{"go.toolsEnvVars":{"GOPROXY":"x\\n✔ all is well"},"a":`;
    const file = box.write("work/.vscode/settings.json", `${text}0}`);
    const at = { ...box.ctx, cwd: path.dirname(path.dirname(file)) };
    expect(editorOverrides(at, none).map(({ value }) => value)).toEqual(["x ✔ all is well"]);
    box.write("work/.vscode/settings.json", text + "[".repeat(200_000));
    expect(editorOverrides(at, none)).toEqual([]);
  });

  it("is found in the user's settings, with comments and trailing commas", () => {
    const box = sandbox();
    const file = box.write(".config/Code/User/settings.json", settings("https://a.example"));
    expect(editorOverrides(box.ctx, none)).toEqual([
      { key: "GOPROXY", value: "https://a.example", effective: none(), file, line: 6 },
    ]);
  });

  it("a project's settings win, from the nearest folder on", () => {
    const box = sandbox();
    box.write(".config/Code/User/settings.json", settings("https://a.example"));
    const file = box.write("work/.vscode/settings.json", settings("https://b.example"));
    const cwd = path.dirname(path.dirname(file));
    const found = editorOverrides({ ...box.ctx, cwd }, none);
    expect(found.map(({ value }) => value)).toEqual(["https://b.example"]);
  });

  it("the same value is no news, and a password is hidden", () => {
    const box = sandbox();
    box.write(".config/VSCodium/User/settings.json", settings("https://u:secret@a.example"));
    const [found] = editorOverrides(box.ctx, none);
    expect(found?.value).not.toContain("secret");
    expect(editorOverrides(box.ctx, () => "https://u:secret@a.example")).toEqual([]);
  });

  it.each([
    ["macOS", "darwin", "Library/Application Support/Code/User/settings.json"],
    ["Linux", "linux", ".config/Code - Insiders/User/settings.json"],
  ] as const)("%s has its own folder", (_name, platform, name) => {
    const box = sandbox();
    box.write(name, settings("https://a.example"));
    expect(editorOverrides({ ...box.ctx, platform }, none)).toHaveLength(1);
  });

  it.each(["", "{", '{"go.toolsEnvVars": 1}', '{"go.toolsEnvVars": {"GOPROXY": 1}}', "[]"])(
    "%j holds nothing of ours",
    (text) => {
      const box = sandbox();
      box.write(".config/Code/User/settings.json", text);
      expect(editorOverrides(box.ctx, none)).toEqual([]);
    },
  );

  it("current and doctor name the file and the line", async () => {
    const box = sandbox();
    const file = box.write(".config/Code/User/settings.json", settings("https://a.example"));
    await run(box.ctx, ["current"]);
    expect(box.stderr()).toContain("~/.config/Code/User/settings.json:6");
    await run(box.ctx, ["doctor", "--offline", "--only", "env", "--json"]);
    expect(box.stdout()).toContain('"env.editor"');
    expect(box.stdout()).toContain(file);
  });
});

describe("env --as vscode --into", () => {
  const mine = `{\r\n\t// mine\r\n\t"a": 1, // one\r\n\t"go.toolsEnvVars": {\r\n\t\t"CGO_ENABLED": "1",\r\n\t},\r\n}\r\n`;
  const into = ["env", "cn", "--as", "vscode", "--into", "settings.json"];

  it("keeps comments, commas and line ends, and undo brings the bytes back", async () => {
    const box = sandbox();
    box.write("settings.json", mine);
    expect(await run(box.ctx, into)).toBe(0);
    const lines = box.read("settings.json").split("\r\n");
    expect(lines.filter((line) => !mine.split("\r\n").includes(line))).toEqual([
      `\t\t"GOPROXY": "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct",`,
    ]);
    expect(await run(box.ctx, ["undo"])).toBe(0);
    expect(box.read("settings.json")).toBe(mine);
  });

  it("what somebody wrote into it meanwhile stays after undo", async () => {
    const box = sandbox();
    box.write("settings.json", mine);
    await run(box.ctx, into);
    box.write("settings.json", box.read("settings.json").replace('"a": 1', '"a": 2'));
    expect(await run(box.ctx, ["undo"])).toBe(0);
    expect(box.read("settings.json")).toBe(mine.replace('"a": 1', '"a": 2'));
  });

  it.each(["[]", '{"a":', '{"go.toolsEnvVars": 1}'])(
    "%s is refused, and left alone",
    async (text) => {
      const box = sandbox();
      box.write("settings.json", text);
      expect(await run(box.ctx, into)).toBe(2);
      expect(box.read("settings.json")).toBe(text);
    },
  );

  it("is for VS Code alone", async () => {
    const box = sandbox();
    expect(await run(box.ctx, ["env", "cn", "--as", "fish", "--into", "x"])).toBe(2);
  });
});
