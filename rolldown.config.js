import fs from "node:fs";
import { defineConfig } from "rolldown";
import license from "rollup-plugin-license";

/**
 * What is loaded together, most wanted first: each chunk holds these files and all that they import and no earlier
 * chunk has, so that a chunk imports earlier ones only. Few and unhashed: every file costs a start-up a part of a
 * millisecond, and a hash in every import is what cannot be packed. The texts have names that sort side by side: the
 * package is packed in that order, and what resembles what came shortly before takes little room.
 */
const chunks = [
  [
    "main",
    /src\/(?:main|commands\/(?:list|current)|ui\/(?:print|list|current)|text\/en\/left|go\/values\/gosumdb)\.ts$/,
  ],
  ["words-verbs-en", /src\/text\/en\/index\.ts$/],
  ["words-verbs-zh", /src\/text\/zh\/index\.ts$/],
  ["why", /src\/(?:commands|ui)\/why\.ts$/],
  ["use", /src\/(?:commands\/use|ui\/changed)\.ts$/],
  ["changes-shells", /src\/shells\/install\.ts$/],
  ["http", /src\/mirrors\/(?:.*\/)?(?:ask|ask-version|probe|request)\.ts$/],
  ["view", /src\/(?:cli\/help|ui\/prompts\/.*|ui\/(?!canvas|measured|test|progress)[a-z-]*)\.ts$/],
  [
    "change",
    /src\/(?:commands\/(?!apply|check|doctor|team\.|test)[a-z-]*|mirrors\/own-edit|changes\/recover|go\/machine\/download|shells\/preview|settings\/private-part)\.ts$/,
  ],
  ["changes-windows", /src\/shells\/windows\.ts$/],
  ["team", /src\/(?:team\/.*|commands\/(?:apply|check|team))\.ts$/],
  ["doctor", /src\/(?:doctor\/.*|commands\/doctor)\.ts$/],
  ["measure", /src\/(?:commands\/test|changes\/save|ui\/(?:test|report\/page))\.ts$/],
  ["completion", /src\/completion\/[a-z-]*\.ts$/],
  ["words-errors-en", /src\/text\/en\/(?:errors|findings|doctor|measure)\.ts$/],
  ["words-errors-zh", /src\/text\/zh\/(?:errors|findings|doctor|measure)\.ts$/],
  ["words-help-en", /src\/text\/en\/(?:help|topics)\.ts$/],
  ["words-help-zh", /src\/text\/zh\/(?:help|topics)\.ts$/],
  ["words-explain-en", /src\/text\/en\/explain\.ts$/],
  ["words-explain-zh", /src\/text\/zh\/explain\.ts$/],
];

export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  // The other chunks may take from the program's own, or it would be in two files.
  preserveEntrySignatures: "allow-extension",
  output: {
    dir: "dist",
    // Node starts CommonJS some milliseconds sooner, and a further file costs it next to nothing.
    format: "cjs",
    minify: true,
    comments: { annotation: false, legal: false, jsdoc: false },
    cleanDir: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    codeSplitting: {
      groups: chunks.map(([name, test], at) => ({ name, test, priority: chunks.length - at })),
    },
  },
  plugins: [
    {
      name: "of package.json the version alone",
      load: {
        filter: { id: /[\\/]package\.json$/ },
        handler(id) {
          const { version } = JSON.parse(fs.readFileSync(id, "utf8"));
          return { code: JSON.stringify({ version }), moduleType: "json" };
        },
      },
    },
    {
      // What it makes at its start of classes and calls is of no use here, which the bundler cannot see; nor are
      // the lines that it shows below a mistake.
      name: "the reader of js-yaml, not all that there is",
      transform: {
        filter: { id: /node_modules\/js-yaml\// },
        handler: (code) => ({
          code: code
            .replace("mark.snippet = makeSnippet(mark);", "")
            .replace(
              /^var (\w+) = (?!class)([A-Za-z{][^]*?);(?=\n\S)/gm,
              "var $1 = /* @__PURE__ */ (() => ($2))();",
            ),
        }),
      },
    },
    {
      // They are all that is required besides chunks; a copy of each of their names would take time and room.
      name: "node's modules as they are",
      transform: {
        filter: { id: /rolldown\/runtime/ },
        handler: (code) => ({
          code: code.replace(
            /export var __toESM = [^]*?;\n(?=\S)/,
            "export var __toESM = (mod) => ({ __proto__: mod, default: mod });\n",
          ),
        }),
      },
    },
    {
      // What a chunk exports stands there at its end and is not changed later: no getter is needed.
      name: "exports are values",
      generateBundle(_options, bundle) {
        const getter =
          /Object\.defineProperty\(exports,(?:"([\w$]+)"|`([\w$]+)`),\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g;
        for (const chunk of Object.values(bundle)) {
          if (chunk.type === "chunk") chunk.code = chunk.code.replace(getter, "exports.$1$2=$3");
        }
      },
    },
    license({
      thirdParty: {
        output: { file: "dist/THIRD-PARTY-LICENSES.txt", template: licences },
      },
    }),
  ],
});

/** Every licence once, after the packages that have it. */
function licences(dependencies) {
  const texts = new Map();
  for (const one of dependencies) {
    const text = one.licenseText?.trim() ?? "";
    texts.set(text, [...(texts.get(text) ?? []), one]);
  }
  return [...texts]
    .map(([text, packages]) => {
      const names = packages.map(({ name, version, license: id }) => `${name} ${version} (${id})`);
      return `${names.join("\n")}\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(78)}\n\n`);
}
