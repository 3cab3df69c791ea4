import type { ConformanceText } from "../shape.ts";

export const conformance: ConformanceText = {
  expected: (what) => `expected: ${what}`,
  seen: (what) => `seen: ${what}`,
  verdict: ({ error, warning, info }) =>
    error > 0
      ? `${error} ${error === 1 ? "error" : "errors"}: go fails, or takes wrong bytes.`
      : `No error${warning > 0 ? `, ${warning} ${warning === 1 ? "warning" : "warnings"}` : ""}${info > 0 ? `, ${info} ${info === 1 ? "note" : "notes"}` : ""}.`,
  passed: (count) => `${count} points are as they should be.`,
  skipped: (ids) => `not looked at: ${ids.join(", ")}`,
  progress: (done, all) => `${done} of ${all} points`,
  points: {
    "list.content": {
      expected: "the versions, one a line, or nothing",
      goDoes: "`go get MODULE@latest` finds no matching versions, or fails",
    },
    "list.pseudo": {
      expected: "released versions alone",
      goDoes: "go ignores pseudo-versions in the list",
    },
    "latest.info": {
      expected: "the newest version as .info",
      goDoes: "go asks for it only where the list is empty; it then fails",
    },
    "info.content": {
      expected: "a JSON document that names this very version",
      goDoes: "go ends with: proxy returned info for version …, or invalid character",
    },
    "info.time": {
      expected: "the time of the version in it",
      goDoes: "go works; `go list -m -json` shows no time",
    },
    "mod.content": {
      expected: "the go.mod of this module",
      goDoes: "go ends with: parsing go.mod, or module declares its path as …",
    },
    "mod.hash": {
      expected: "the go.mod as it was published",
      goDoes: "go ends with: verifying go.mod: checksum mismatch",
    },
    "zip.format": { expected: "a whole zip", goDoes: "go ends with: zip: not a valid zip file" },
    "zip.prefix": {
      expected: "every file below MODULE@VERSION/",
      goDoes: "go ends with: zip for MODULE@VERSION has unexpected file",
    },
    "zip.hash": {
      expected: "the zip as it was published",
      goDoes: "go ends with: verifying module: checksum mismatch (SECURITY ERROR)",
    },
    "zip.encoding": {
      expected: "the zip without Content-Encoding",
      goDoes: "go works; the length of the zip is lost on the way",
    },
    "zip.length": {
      expected: "a Content-Length",
      goDoes: "go works, but cannot tell a zip that broke off from a whole one",
    },
    "zip.range": {
      expected: "the bytes that were asked for, or the whole",
      goDoes: "go up to 1.27 asks for no ranges; caches in front do",
    },
    "zip.head": { expected: "200 for HEAD", goDoes: "go sends no HEAD; checks of monitoring do" },
    "escape.capitals": {
      expected: "capital letters as %21 and the small letter",
      goDoes: "modules with capital letters in their path are not found",
    },
    "escape.case": {
      expected: "404 for a path with capital letters as they are",
      goDoes: "go works; two modules whose paths differ in case alone are the same file",
    },
    "escape.plus": {
      expected: "the same answer for + and %2B",
      goDoes: "go sends +; a proxy in between may send %2B",
    },
    "absent.module": {
      expected: "404 or 410 for a module that there is not",
      goDoes: "`go get` of a package in a subfolder fails: go asks for the longer paths first",
    },
    "absent.latest": {
      expected: "404 or 410 for @latest of a module that there is not",
      goDoes: "`go get` of a package in a subfolder fails",
    },
    "absent.path": {
      expected: "404 or 410 for a package that is no module",
      goDoes: "`go get` of a package in a subfolder fails",
    },
    "absent.version": {
      expected: "404 or 410 for a version that there is not",
      goDoes: "behind a comma go does not move on to the next proxy",
    },
    "absent.mod": {
      expected: "404 or 410 for the go.mod of a version that there is not",
      goDoes: "behind a comma go does not move on to the next proxy",
    },
    "absent.zip": {
      expected: "404 or 410 for the zip of a version that there is not",
      goDoes: "behind a comma go does not move on to the next proxy",
    },
    "sumdb.supported": {
      expected: "200 where it serves the checksum database, else 404 or 410",
      goDoes: "after 404 and 410 go asks the database itself; after anything else it fails",
    },
    "sumdb.unknown": {
      expected: "no 200 for a database that it does not serve",
      goDoes: "go takes it for the database that GOSUMDB names, and fails at the first lookup",
    },
    "sumdb.lookup": {
      expected: "the record of this module",
      goDoes: "go ends with an error, and asks nobody else: SECURITY ERROR, or reading …/lookup/…",
    },
    "sumdb.latest": {
      expected: "the signed tree of the checksum database",
      goDoes: "go cannot check that the database is consistent",
    },
    "sumdb.tile": {
      expected: "a whole tile: 32 bytes for each hash",
      goDoes: "go ends with: TileReader returned bad result slice",
    },
    "toolchain.list": {
      expected: "the toolchains that it serves",
      goDoes: "toolchains come from the next proxy, or not at all",
    },
    "toolchain.info": {
      expected: "the .info of a toolchain",
      goDoes: "toolchains come from the next proxy, or not at all",
    },
    "toolchain.zip": {
      expected: "the zip of a toolchain",
      goDoes: "toolchains come from the next proxy, or not at all",
    },
    "path.dots": { expected: "a refusal of paths with ..", goDoes: "go sends no such path" },
    "method.post": {
      expected: "a refusal of other methods than GET and HEAD",
      goDoes: "go sends no POST",
    },
    "time.first-byte": { expected: "a first byte within 5 s", goDoes: "go waits without a limit" },
  },
};
