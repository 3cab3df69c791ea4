import { fromBytes, quote, toBytes } from "../text/strings.ts";
import { atLeast, type GoVersion } from "../version.ts";

export interface Gotoolchain {
  /** Go's own text where it refuses the value, without `go: `. */
  error: string | null;
  /** The toolchain that the value names; null for auto, path, local and where nothing is switched. */
  named: string | null;
  /**
   * The named one is a version of the language, such as go1.22, and there is no toolchain of that name to be
   * had: only a program of that name on PATH would do.
   */
  isLanguage: boolean;
}

/**
 * What go makes of a value of GOTOOLCHAIN; before 1.21 it does not look at it, and an empty one switches
 * switching off. Source: cmd/go/internal/toolchain/select.go Select, gover FromToolchain, internal/gover Parse.
 */
export function parseGotoolchain(value: string, version: GoVersion): Gotoolchain {
  const result: Gotoolchain = { error: null, named: null, isLanguage: false };
  if (!atLeast(version, 21) || value === "" || value === "auto" || value === "path") return result;
  const invalid = (text: string) => `invalid GOTOOLCHAIN ${quoted(text, version)}`;
  const plus = value.indexOf("+");
  const minimum = plus === -1 ? value : value.slice(0, plus);
  const suffix = plus === -1 ? null : value.slice(plus + 1);
  const known = minimum === "local" ? null : releaseOf(minimum, version);
  if (minimum !== "local" && known === null) {
    const because =
      suffix === null ? "" : `: invalid minimum toolchain ${quoted(minimum, version)}`;
    return { ...result, error: invalid(value) + because };
  }
  if (suffix !== null && suffix !== "auto" && suffix !== "path") {
    return { ...result, error: `${invalid(value)}: only version suffixes are +auto and +path` };
  }
  if (minimum === "local" || minimum === version.text) return result;
  if (!minimum.startsWith("go1") && !minimum.includes("-go1")) {
    return { ...result, error: invalid(minimum) };
  }
  const isLanguage =
    /^1\.\d+$/.test(known!) && Number(known!.slice(2)) >= 21 && isModuleVersion(minimum);
  return { error: null, named: minimum, isLanguage };
}

/**
 * Whether `v0.0.1-<name>.<os>-<arch>`, under which a toolchain is downloaded, is a version of a module: of others go
 * says that alone. Source: golang.org/x/mod/semver parsePrerelease.
 */
function isModuleVersion(name: string): boolean {
  return name.split(".").every((part) => /^[0-9A-Za-z-]+$/.test(part) && !/^0\d+$/.test(part));
}

function quoted(text: string, version: GoVersion): string {
  return fromBytes(quote(toBytes(text), version));
}

/** gover.FromToolchain: `1.22.3` of `go1.22.3-suffix`, or null. Until 1.21.1 (CVE-2023-39320) a path would do. */
function releaseOf(name: string, version: GoVersion): string | null {
  if (/[\\/]/.test(name) && atLeast(version, 21, 1)) return null;
  if (!name.startsWith("go")) return null;
  const release = name.slice(2).split(/[ \t-]/, 1)[0]!;
  return isRelease(release) ? release : null;
}

/** gover.Parse: `1`, `1.22`, `1.22.3`, `1.22rc1`; any lower-case letters pass for `rc`. */
function isRelease(text: string): boolean {
  const number = "(?:0|[1-9]\\d*)";
  const later = `\\.${number}|[a-z]+(?:${number})?`;
  return new RegExp(`^${number}(?:\\.${number}(?:${later})?)?$`).test(text);
}
