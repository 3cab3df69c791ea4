import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const src = path.resolve(import.meta.dirname, "../src");

/** What each folder of src may import besides itself and the files at the top of src (design §8). */
const below: Record<string, readonly string[]> = {
  // Programs that are started, and how they and this one end: behind the context, which alone imports it.
  process: [],
  // What people write: files, their syntax, what may stand in them.
  config: [],
  go: [],
  // Every request: the one folder that opens a connection.
  net: ["go"],
  shells: ["go"],
  // The public mirrors, and what is told of addresses.
  catalog: ["go"],
  // What people mean by a value, and what is to be known of it.
  advice: ["catalog", "go"],
  mirrors: ["advice", "catalog", "config", "go", "net"],
  git: ["go", "net"],
  settings: ["catalog", "config", "go", "mirrors", "shells"],
  changes: ["catalog", "git", "go", "mirrors", "settings", "shells"],
  text: ["go"],
  term: ["text", "go"],
  team: ["advice", "catalog", "changes", "config", "go", "mirrors", "net", "settings", "shells"],
  doctor: [
    "advice",
    "catalog",
    "changes",
    "gateway",
    "git",
    "go",
    "mirrors",
    "net",
    "settings",
    "shells",
    "team",
  ],
  // One command, started with a chain that works.
  retry: ["advice", "catalog", "doctor", "go", "mirrors"],
  gateway: ["catalog", "changes", "go", "net"],
  watch: ["catalog", "changes", "go", "mirrors", "net", "retry"],
  verbs: [
    "advice",
    "catalog",
    "changes",
    "config",
    "doctor",
    "gateway",
    "git",
    "go",
    "mirrors",
    "net",
    "retry",
    "settings",
    "shells",
    "team",
    "term",
    "text",
    "watch",
  ],
  cli: [
    "advice",
    "catalog",
    "changes",
    "config",
    "doctor",
    "go",
    "mirrors",
    "settings",
    "shells",
    "team",
    "term",
    "text",
    "verbs",
    "watch",
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

/** The files of src that a file imports, of which only types included. */
function importsOf(file: string): string[] {
  const name = path.relative(src, file);
  return statementsOf(name)
    .filter(({ from }) => from.startsWith("."))
    .map(({ from }) => targetOf(name, from));
}

interface Statement {
  from: string;
  onlyTypes: boolean;
}

/** Every import of a file of src, `import type`, `export … from` and `import()` alike. */
function statementsOf(name: string): Statement[] {
  const still = /^(?:import|export)\b( type\b)?(?:[^;"]*?\bfrom)?\s*"([^"]+)"/gm;
  const text = textOf(name);
  return [
    ...[...text.matchAll(still)].map(([, type, from = ""]) => ({
      from,
      onlyTypes: type !== undefined,
    })),
    ...[...text.matchAll(/\bimport\(\s*"([^"]+)"/g)].map(([, from = ""]) => ({
      from,
      onlyTypes: false,
    })),
  ];
}

const textOf = (name: string) => fs.readFileSync(path.join(src, name), "utf8");

const targetOf = (name: string, from: string) => path.join(path.dirname(name), from);

const files = filesOf(src).map((file) => path.relative(src, file));

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

  it("no file imports itself through others", () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, way: string[]) => {
      const start = way.indexOf(file);
      if (start !== -1) circles.push([...way.slice(start), file].join(" → "));
      if (start !== -1 || done.has(file)) return;
      for (const name of importsOf(path.join(src, file))) walk(name, [...way, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(circles).toEqual([]);
  });

  it("names every folder of src", () => {
    const folders = fs
      .readdirSync(src, { withFileTypes: true })
      .filter((item) => item.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !(name in below))).toEqual([]);
  });
});

describe("a verb chooses; others look, write and word", () => {
  const inVerbs = files.filter((file) => file.startsWith("verbs/"));
  const sameVerb = (a: string, b: string) => a.split("/")[1] === b.split("/")[1];
  const isView = (file: string) => /\/(?:view|report\/\w+)\.ts$/.test(file);

  it("no verb reads files, starts programs or writes to a stream", () => {
    const doing = inVerbs.filter((file) =>
      /\bctx\.(?:fs|exec)\b|\bstd\w+\.write\b/.test(textOf(file)),
    );
    expect(doing).toEqual([]);
  });

  it("a view runs what is in term and text, and knows of all else the types", () => {
    const mine = /^(?:term|text)\//;
    const known = /^(?:app|contract|findings)\.ts$|^verbs\//;
    const astray = inVerbs.filter(isView).flatMap((file) =>
      statementsOf(file)
        .filter(({ from }) => from.startsWith("."))
        .map(({ from, onlyTypes }) => ({ name: targetOf(file, from), onlyTypes }))
        .filter(({ name }) => !mine.test(name) && !(isView(name) && sameVerb(file, name)))
        .filter(({ name, onlyTypes }) => !(onlyTypes && known.test(name)))
        .map(({ name }) => `${file} imports ${name}`),
    );
    expect(astray).toEqual([]);
  });

  it("no verb starts another", () => {
    const others = inVerbs.flatMap((file) =>
      importsOf(path.join(src, file))
        .filter((name) => /^verbs\/\w+\//.test(name) && !name.startsWith("verbs/write/"))
        .filter((name) => !sameVerb(file, name))
        .map((name) => `${file} imports ${name}`),
    );
    expect(others).toEqual([]);
  });
});

/** Where each package of npm is at home: one file or folder knows its API. */
const homes: Record<string, string> = {
  "@clack/core": "term/prompt.ts",
  "@clack/prompts": "term/prompt.ts",
  chalk: "term/paint.ts",
  commander: "cli",
  cosmiconfig: "config",
  "d3-array": "verbs/test/report",
  execa: "process/start.ts",
  "jsonc-parser": "config",
  ora: "term/progress.ts",
  "p-limit": "mirrors",
  "string-width": "term",
  valibot: "config",
  yaml: "config",
};

/**
 * Where each builtin of node is at home: files, processes and the like are reached through the context, connections are
 * opened in net, and what is not here (node:child_process, node:vm …) has no home.
 */
const builtinHomes: Record<string, readonly string[]> = {
  "node:crypto": ["net", "sha256.ts"],
  "node:dns": ["net"],
  "node:fs": ["context.ts", "process"],
  "node:http": ["net"],
  "node:module": ["sha256.ts"],
  "node:net": ["net"],
  "node:os": ["context.ts"],
  "node:tls": ["net"],
  "node:zlib": ["mirrors/ask", "net"],
};

/** They compute, and reach nothing. */
const reachNothing = ["node:events", "node:path", "node:url", "node:util"];

describe("what is outside is reached from one place", () => {
  it("each package has one home", () => {
    const strangers = files.flatMap((file) =>
      packagesOf(file)
        .filter((name) => !name.startsWith("node:") && !isIn(file, homes[name]))
        .map((name) => `${file} imports ${name}`),
    );
    expect(strangers).toEqual([]);
  });

  it("each builtin of node that reaches anything has its homes", () => {
    const strangers = files.flatMap((file) =>
      packagesOf(file)
        .filter((name) => name.startsWith("node:") && !reachNothing.includes(name))
        .filter((name) => !builtinHomes[name]?.some((home) => isIn(file, home)))
        .map((name) => `${file} imports ${name}`),
    );
    expect(strangers).toEqual([]);
  });

  it("every home of a builtin is lived in", () => {
    const empty = Object.entries(builtinHomes).flatMap(([name, inside]) =>
      inside
        .filter(
          (home) => !files.some((file) => isIn(file, home) && packagesOf(file).includes(name)),
        )
        .map((home) => `${home} does not import ${name}`),
    );
    expect(empty).toEqual([]);
  });

  it("the process belongs to main and the context, and loads nothing by another way", () => {
    const code = (file: string) => textOf(file).replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, "");
    const global = /\bglobalThis\b|(?<![.\w])process(?:\?\.|\.|\[)|=\s*process\b/;
    const using = (what: RegExp) => files.filter((file) => what.test(code(file)));
    const outside = using(global).filter((file) => !isIn(file, "process"));
    expect(outside.toSorted()).toEqual(["context.ts", "main.ts"]);
    const importing = files.filter((file) =>
      importsOf(path.join(src, file)).some((name) => isIn(name, "process")),
    );
    expect(importing.filter((file) => !isIn(file, "process"))).toEqual(["context.ts"]);
    expect(using(/\bgetBuiltinModule\b|\brequire\s*\(/)).toEqual([]);
    // Node before 24 gives wrong answers once it has compiled it.
    expect(using(/\bcanParse\b/)).toEqual([]);
    expect(using(/\bcreateRequire\b/)).toEqual(["sha256.ts"]);
  });

  it("every home is lived in", () => {
    const used = new Set(files.flatMap(packagesOf));
    expect(Object.keys(homes).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe("a file is one idea", () => {
  /** Tables: each is one idea, and long. */
  const long = [
    "catalog/catalog.ts",
    "contract.ts",
    "failure.ts",
    "findings.ts",
    "text/en/errors.ts",
    "text/shape.ts",
    "text/zh/errors.ts",
    "verb-table.ts",
  ];
  const linesOf = (file: string) =>
    fs.readFileSync(path.join(src, file), "utf8").split("\n").length - 1;

  it("none is longer than 250 lines, tables apart", () => {
    expect(files.filter((file) => linesOf(file) > 250).toSorted()).toEqual(long);
  });

  it("few are shorter than 25, and fewer than 20", () => {
    // A table of words is as long as there are words.
    const ideas = files.filter((file) => !file.startsWith(`text${path.sep}`));
    expect(ideas.filter((file) => linesOf(file) < 25).length).toBeLessThanOrEqual(25);
    expect(files.filter((file) => linesOf(file) < 20).length).toBeLessThanOrEqual(12);
  });

  it("exported type names are unique", () => {
    const places = new Map<string, string[]>();
    for (const file of files) {
      const text = fs.readFileSync(path.join(src, file), "utf8");
      for (const [, name = ""] of text.matchAll(/^export (?:interface|type|class) (\w+)/gm)) {
        places.set(name, [...(places.get(name) ?? []), file]);
      }
    }
    // Documents of the contract whose words another file has for its own.
    const taken = ["Env", "Run"];
    const twice = [...places].filter(([name, at]) => at.length > 1 && !taken.includes(name));
    expect(twice).toEqual([]);
  });

  it("no comment names a file of src that is not there", () => {
    const gone = files.flatMap((file) =>
      [...fs.readFileSync(path.join(src, file), "utf8").matchAll(/\bsrc\/[\w./-]+\.ts\b/g)]
        .map(([name]) => name)
        .filter((name) => !fs.existsSync(path.resolve(src, "..", name)))
        .map((name) => `${file}: ${name}`),
    );
    expect(gone).toEqual([]);
  });
});

/** The packages and builtins that a file imports, by name; `import type` counts. */
function packagesOf(file: string): string[] {
  return statementsOf(file)
    .filter(({ from }) => !from.startsWith("."))
    .map(({ from }) => from.replace(/^(@[^/]+\/[^/]+|[^/]+).*$/, "$1"));
}

function isIn(file: string, home: string | undefined): boolean {
  return home !== undefined && (file === home || file.startsWith(`${home}/`));
}
