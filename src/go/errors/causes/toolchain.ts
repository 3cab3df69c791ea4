import { note } from "../../../findings.ts";
import { type Wording, row } from "./row.ts";

/** Packages that newer standard libraries have: an older go takes their names for modules. */
const newPackages =
  "io/fs|embed|slices|maps|cmp|iter|unique|structs|weak|log/slog|net/netip|math/rand/v2|crypto/(?:ecdh|hkdf|mlkem|pbkdf2|sha3|fips140)|testing/(?:fstest|iotest|slogtest|synctest)|runtime/(?:metrics|coverage)|go/(?:version|build/constraint)|encoding/json/v2|hash/maphash|time/tzdata|sync/errgroup";

/** A go that is too old for a module, and a newer one that cannot be had. */
export const toolchain: readonly Wording[] = [
  row(/checksum database disabled by GOSUMDB=off/, () =>
    note("toolchain.sumdb-off", "error", { toolchain: null }),
  ),
  row(
    /(?:invalid toolchain: |download )(go1\.\d+)(?: is a language version|(?![\w.])[^\n]{0,200}: toolchain not available)/,
    ([, name = ""]) => unavailable(name, "language"),
  ),
  row(/download (go[\w.]+)[^\n]{0,200}: toolchain not available/, ([, name = ""]) =>
    unavailable(name, "not-served"),
  ),
  row(/cannot find "(go[^"\n]*)" in PATH/, ([, name = ""]) => unavailable(name, "path")),
  row(
    /requires (?:go|toolchain) >= (?:go)?([\w.]+) \(running go ([\w.]+)(?:; ([^)\n]*))?\)/,
    ([, wanted = "", , setting = ""]) =>
      unavailable(
        `go${wanted}`,
        setting === "" || setting === "GOTOOLCHAIN=local" ? "local" : "pinned",
      ),
  ),
  row(
    /(?:indicates|requires) go (?:version )?"?([\d.]+)"?, but maximum (?:supported )?version is/,
    ([, wanted = ""]) => unavailable(`go${wanted}`, "old-go"),
  ),
  row(/invalid go version '([\d.]+\w*)': must match format/, ([, wanted = ""]) =>
    unavailable(`go${wanted}`, "old-go"),
  ),
  row(
    /unknown (?:block type|directive): (?:toolchain|godebug|tool|ignore)\b/,
    (_found, { said }) => {
      const wanted = /module requires Go ([\d.]+)/.exec(said)?.[1];
      return unavailable(wanted === undefined ? "" : `go${wanted.replace(/\.$/, "")}`, "old-go");
    },
  ),
  row(/note: module requires Go ([\d.]+\d)/, ([, wanted = ""]) =>
    unavailable(`go${wanted}`, "old-go"),
  ),
  row(
    new RegExp(
      `(?:malformed module path "(?:${newPackages})": missing dot|package (?:${newPackages}) is not in (?:GOROOT|std))`,
    ),
    () => unavailable("", "old-go"),
  ),
];

function unavailable(
  name: string,
  reason: Parameters<typeof note<"toolchain.unavailable">>[2]["reason"],
) {
  return note("toolchain.unavailable", "error", { toolchain: name, reason });
}
