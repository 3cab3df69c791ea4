import { note } from "../../../findings.ts";
import { readings, type SystemFault, systemFault } from "../words.ts";
import { type Wording, row } from "./row.ts";

const operations =
  "open|write|mkdir|rename|chmod|chtimes|remove|unlink|unlinkat|lock|RLock|Lock|stat|lstat|close|copy|link|symlink|creating|sync|fsync|ftruncate|create|CreateFile";

/** The module cache or the build cache: full, not ours, read-only, held by another program. */
export const cache: readonly Wording[] = [
  row(
    new RegExp(
      String.raw`(?:^|[\s:("])(?:${operations}) ((?:[A-Za-z]:\\|\\\\|\/|\$|~)[^\n]*?): ([^:\n]*(?::[^:\n\\/]*)?)$`,
      "m",
    ),
    ([, file = "", said = ""], chain) =>
      cacheNote(file.split(/ (?=[A-Za-z]:\\|\/)/, 1)[0]!, said, chain.said),
  ),
  row(
    /(?:could not create module cache|failed to initialize build cache at (\S+)|failed to trim cache)[^\n]*?: ([^:\n]*)$/m,
    ([words, folder = "", said = ""]) => cacheNote(folder, said, words),
  ),
  row(/no space left on device|disk quota exceeded|not enough space on the disk/, () =>
    note("cache.full", "error", { folder: "", free: null }),
  ),
  row(
    /module cache not found: neither GOMODCACHE nor GOPATH is set|GOCACHE is not defined|neither \$XDG_CACHE_HOME nor \$HOME are defined/,
    ([said]) =>
      note("cache.unwritable", "error", {
        key: /GOCACHE|XDG/.test(said) ? "GOCACHE" : "GOMODCACHE",
        folder: "",
        reason: said,
      }),
  ),
];

function cacheNote(file: string, said: string, message: string) {
  const fault = faultOf(said);
  const folder = folderOf(file);
  if (fault === "full") return note("cache.full", "error", { folder, free: null });
  if (fault === null || !isTrouble(fault)) return null;
  const isBuild = /go-build|build cache/.test(file) || /build cache/.test(message);
  const isModules =
    /[\\/](?:pkg[\\/]mod|mod[\\/]cache|cache[\\/](?:download|vcs|lock))|module cache|modcache/i.test(
      `${file} ${message}`,
    );
  const isMade = /\bmkdir /.test(message) && /@v\d/.test(message);
  if (!isBuild && !isModules && !isMade) return null;
  const key = isBuild ? "GOCACHE" : "GOMODCACHE";
  return note("cache.unwritable", "error", { key, folder, reason: said.trim() });
}

function isTrouble(fault: SystemFault): boolean {
  return [
    "denied",
    "read-only",
    "in-use",
    "virus",
    "forbidden",
    "too-many-files",
    "unusable",
  ].includes(fault);
}

function faultOf(said: string): SystemFault | null {
  const known = systemFault(said);
  if (known !== null) return known;
  for (const reading of readings(said)) {
    const fault = systemFault(reading);
    if (fault !== null) return fault;
  }
  return null;
}

/** The cache itself, where the path goes through it: which of its files it was is of no use to anybody. */
function folderOf(file: string): string {
  return (
    /^.*?[\\/]pkg[\\/]mod(?=[\\/]|$)|^.*?[\\/]go-build(?=[\\/]|$)|^.*?(?=[\\/]cache[\\/](?:download|vcs|lock))/.exec(
      file,
    )?.[0] ?? file
  );
}
