import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const src = path.resolve(import.meta.dirname, "../src");

/** What each folder of src may import besides itself and the files at the top of src (design §8). */
const below: Record<string, readonly string[]> = {
  // What people write: files, their syntax, what may stand in them.
  config: [],
  go: [],
  shells: ["go", "changes/plan.ts"],
  mirrors: ["config", "go"],
  git: ["go", "mirrors/http/netrc.ts"],
  settings: ["go", "shells", "mirrors"],
  changes: ["git", "go", "mirrors", "shells", "settings"],
  text: ["go"],
  term: ["text", "go/text/redact.ts"],
  doctor: ["git", "team", "changes", "settings", "shells", "mirrors", "go"],
  team: ["config", "changes", "settings", "shells", "mirrors", "go"],
  verbs: [
    "git",
    "changes",
    "config",
    "doctor",
    "go",
    "mirrors",
    "settings",
    "shells",
    "team",
    "text",
    "term",
  ],
  cli: [
    "verbs",
    "config",
    "changes",
    "doctor",
    "go",
    "mirrors",
    "settings",
    "shells",
    "team",
    "text",
    "term",
  ],
};

/** Files at the top of src, main apart, are for every folder. */
const isCommon = (name: string) => !name.includes(path.sep) && name !== "main.ts";

function filesOf(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.join(folder, name));
}

function importsOf(file: string): string[] {
  const text = fs.readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, name]) =>
    path.relative(src, path.resolve(path.dirname(file), name ?? "")),
  );
}

describe("imports go downward only", () => {
  for (const [folder, allowed] of Object.entries(below)) {
    it(folder, () => {
      const upward = filesOf(path.join(src, folder)).flatMap((file) =>
        importsOf(file)
          .filter((name) => {
            const top = name.split(path.sep)[0] ?? "";
            return !(
              top === folder ||
              isCommon(name) ||
              allowed.includes(top) ||
              allowed.includes(name)
            );
          })
          .map((name) => `${path.relative(src, file)} imports ${name}`),
      );
      expect(upward).toEqual([]);
    });
  }

  it("what go means is told without looking at the machine", () => {
    const rules = ["text", "url", "values", "patterns", "route"].map((name) =>
      path.join("go", name),
    );
    const looking = rules.flatMap((folder) =>
      filesOf(path.join(src, folder)).filter((file) =>
        importsOf(file).some(
          (name) => name === "context.ts" || name.startsWith(path.join("go", "machine")),
        ),
      ),
    );
    expect(looking.map((file) => path.relative(src, file))).toEqual([]);
  });

  it("starts programs in context.ts alone, which no working folder can trick", () => {
    const starting = (library: RegExp) =>
      filesOf(src)
        .filter((file) => library.test(fs.readFileSync(file, "utf8")))
        .map((file) => path.relative(src, file));
    expect(starting(/(?:from|import|require)\s*\(?\s*["']execa["']/)).toEqual(["context.ts"]);
    expect(starting(/["'](?:node:)?child_process["']/)).toEqual([]);
    expect(starting(/["'](?:cross-spawn|node:cluster|cluster)["']/)).toEqual([]);
  });

  it("names every folder of src", () => {
    const folders = fs
      .readdirSync(src, { withFileTypes: true })
      .filter((item) => item.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !(name in below))).toEqual([]);
  });
});
