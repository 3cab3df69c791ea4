import { defineConfig } from "rolldown";
import license from "rollup-plugin-license";

export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  // What cosmiconfig loads for configuration that is a program, or with parsers of its own: never used here.
  external: ["typescript", "import-fresh", "js-yaml", "parse-json"],
  // Its main file is no module.
  resolve: { alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" } },
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
