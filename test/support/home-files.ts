import fs from "node:fs";
import path from "node:path";

/**
 * The bytes of every file of a home folder, as latin1 text by path below it: without our records, what go and the shells
 * keep for themselves, and what is named besides.
 */
export function filesOfHome(home: string, besides = /^$/): Record<string, string> {
  const kept = /^\.local|^\.config\/go(?:\/|$)|^\.cache|fish_variables/;
  const files = fs.readdirSync(home, { recursive: true, encoding: "utf8" });
  const own = files.filter((name) => !kept.test(name) && !besides.test(name));
  const isFile = (name: string) => fs.statSync(path.join(home, name)).isFile();
  return Object.fromEntries(
    own.filter(isFile).map((name) => [name, fs.readFileSync(path.join(home, name), "latin1")]),
  );
}
