import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";
import license from "rollup-plugin-license";

const networkRooms =
  /[\\/]src[\\/](?:doctor|gateway|net|retry|watch|go[\\/]errors|mirrors[\\/](?:ask|conformance|measure))[\\/]/;

const program = defineConfig({
  input: "src/main.ts",
  platform: "node",
  // cosmiconfig requires these in loaders of its own, which never run: it is given ours. They would be an eighth of the
  // package, and a compiler.
  external: ["import-fresh", "js-yaml", "parse-json", "typescript"],
  // Some packages have ES modules beside what other loaders take, of which nothing could be left out; yaml calls its own
  // those of the browser.
  resolve: {
    mainFields: ["module", "main"],
    alias: { yaml: fileURLToPath(new URL("node_modules/yaml/browser/index.js", import.meta.url)) },
  },
  output: {
    dir: "dist",
    // Of an ES module node makes every builtin that is imported anew, with all its parts (of node:process the streams
    // of the terminal): a third of a start. `require` takes it as it is.
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    // No getter that a library or we have does anything but read.
    minify: { compress: { treeshake: { propertyReadSideEffects: false } } },
    // Node looks for each file, and reads it, on its own, and each is weighed with what it takes from others: what every
    // start loads stands in one file, and so does what only verbs load that wait for an answer of the network, and what
    // most of them share.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: "start", tags: ["$initial"], includeDependenciesRecursively: true, priority: 1 },
        { name: "network", test: networkRooms },
        { name: "most", ...sharedBy(20) },
        { name: "many", ...sharedBy(18) },
      ],
    },
    // The licences stand in a file of their own.
    comments: { annotation: false, legal: false, jsdoc: false },
    cleanDir: true,
  },
  plugins: [
    { name: "plain-exports", renderChunk: plainExports },
    license({
      thirdParty: { output: { file: "dist/THIRD-PARTY-LICENSES.txt", template: licences } },
    }),
  ],
});

/** What loads the program's files; the second, since the first empties the folder. */
const loader = defineConfig({
  input: "bin/code-cache.js",
  platform: "node",
  output: { file: "dist/code-cache.cjs", format: "cjs", minify: true },
});

export default [program, loader];

/** What so many files that are loaded on their own have in common, with what it needs. */
function sharedBy(minShareCount) {
  return { test: /[\\/]src[\\/]/, minShareCount, includeDependenciesRecursively: true };
}

/**
 * Exports as properties that have a value. rolldown makes a getter of each, for variables that may change, which none of
 * ours do once its file has run.
 */
function plainExports(code) {
  const getter =
    /Object\.defineProperty\(exports, "(\w+)", \{\s*enumerable: true,\s*get: function \(\) \{\s*return (\w+);\s*\}\s*\}\);/g;
  return code.replaceAll(getter, "exports.$1 = $2;");
}

/** Every licence once, after the packages that have it, each with its own lines of copyright. */
function licences(dependencies) {
  const texts = new Map();
  for (const { name, version, license: id, licenseText } of dependencies) {
    const lines = (licenseText ?? "")
      .trim()
      .split(/\r?\n/)
      .map((line) => line.trim());
    const isHolder = (line) => /^copyright\b.*\d{4}|^copyright \(c\)/i.test(line);
    const text = lines
      .filter((line) => !isHolder(line))
      .join("\n")
      .replace(/^[#\s]*(?:\(?the )?(?:mit|isc) licen[cs]e(?: \(mit\))?\)?\s*/i, "");
    const key = text.replace(/\s+/g, " ").replaceAll("'", '"').toLowerCase();
    const { packages } = texts.get(key) ?? { packages: [] };
    packages.push([`${name} ${version} (${id})`, ...lines.filter(isHolder)].join("\n"));
    texts.set(key, { text, packages });
  }
  return [...texts.values()]
    .map(({ text, packages }) => `${packages.join("\n\n")}\n\n${text}\n`)
    .join(`\n${"-".repeat(78)}\n\n`);
}
