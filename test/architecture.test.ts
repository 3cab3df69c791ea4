import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const src = path.resolve(import.meta.dirname, "../src");

/** What each folder of src may import besides itself and the files at the top of src (design §8). */
const below: Record<string, readonly string[]> = {
  go: [],
  shells: ["go", "changes/plan.ts"],
  mirrors: ["go"],
  settings: ["go", "shells", "mirrors"],
  changes: ["go", "shells", "settings"],
  text: ["go"],
  ui: [
    "text",
    "team/documents.ts",
    "go/redact.ts",
    "go/layers.ts",
    "go/hosts.ts",
    "commands/app.ts",
  ],
  doctor: ["changes", "settings", "shells", "mirrors", "go"],
  team: ["changes", "settings", "shells", "mirrors", "go"],
  completion: ["changes", "doctor", "go", "mirrors", "settings", "shells", "team"],
  commands: [
    "changes",
    "completion",
    "doctor",
    "go",
    "mirrors",
    "settings",
    "shells",
    "team",
    "text",
    "ui",
  ],
};

/** Files at the top of src are for every folder; main and cli alone are imported by none. */
const isCommon = (name: string) =>
  !name.includes(path.sep) && !["main.ts", "cli.ts"].includes(name);

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

  it("names every folder of src", () => {
    const folders = fs
      .readdirSync(src, { withFileTypes: true })
      .filter((item) => item.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !(name in below))).toEqual([]);
  });
});
