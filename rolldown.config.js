import path from "node:path";
import { defineConfig } from "rolldown";
import license from "rollup-plugin-license";

/**
 * What is loaded together, most wanted first: each chunk holds these files and all that they import and no earlier
 * chunk has, so that a chunk imports earlier ones only. Few and unhashed: every file costs a start-up a part of a
 * millisecond, and a hash in every import is what cannot be packed.
 */
const chunks = [
  ["core", /src\/(?:cli|commands\/(?:list|current)|ui\/(?:print|list))\.ts$/],
  ["en", /src\/text\/en\/(?:index|left)\.ts$/],
  ["zh", /src\/text\/zh\/(?:index|left)\.ts$/],
  ["why", /src\/(?:commands|ui)\/(?:why)\.ts$/],
  ["use", /src\/(?:commands|ui)\/(?:use)\.ts$/],
  ["http", /src\/mirrors\/(?:.*\/)?(?:ask|probe|request)\.ts$/],
  ["ui", /src\/ui\/(?!report|test|progress)[a-z-]*\.ts$/],
  ["yaml", /node_modules\/js-yaml\//],
  ["cosmiconfig", /node_modules\/cosmiconfig\//],
  ["write", /src\/commands\/(?!apply|check|doctor|team\.|test)[a-z-]*\.ts$/],
  ["team", /src\/(?:team\/.*|commands\/(?:apply|check|team))\.ts$/],
  ["doctor", /src\/(?:doctor\/.*|commands\/doctor)\.ts$/],
  ["measure", /src\/(?:commands\/test|text\/..\/measure|ui\/(?:test|report))\.ts$/],
  ["completion", /src\/completion\/[a-z-]*\.ts$/],
  ["explain-en", /src\/text\/en\/explain\.ts$/],
  ["explain-zh", /src\/text\/zh\/explain\.ts$/],
  ["prompt", /node_modules\/@clack\//],
  ["ora", /node_modules\/ora\//],
];

export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  // What cosmiconfig loads for configuration that is a program, or with parsers of its own: never used here.
  external: ["typescript", "import-fresh", "parse-json"],
  // The main file of the one is no module; of the other, cosmiconfig and this tool share one copy.
  resolve: {
    alias: {
      "jsonc-parser": "jsonc-parser/lib/esm/main.js",
      "js-yaml": path.resolve(import.meta.dirname, "node_modules/js-yaml/dist/js-yaml.mjs"),
    },
  },
  output: {
    dir: "dist",
    format: "esm",
    minify: true,
    comments: { annotation: false, legal: false, jsdoc: false },
    cleanDir: true,
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    codeSplitting: {
      groups: chunks.map(([name, test], at) => ({ name, test, priority: chunks.length - at })),
    },
  },
  plugins: [
    license({
      thirdParty: { output: "dist/THIRD-PARTY-LICENSES.txt" },
    }),
  ],
});
