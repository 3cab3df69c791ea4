import { defineConfig } from "rolldown";
import license from "rollup-plugin-license";

export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  // cosmiconfig loads it only for configuration written in TypeScript, which is never read here.
  external: ["typescript"],
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
