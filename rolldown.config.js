import path from "node:path";
import { defineConfig } from "rolldown";
import license from "rollup-plugin-license";

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
    cleanDir: true,
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
  },
  plugins: [
    license({
      thirdParty: { output: "dist/THIRD-PARTY-LICENSES.txt" },
    }),
  ],
});
