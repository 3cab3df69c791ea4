import { nothingKnown, type OwnMirror } from "../catalog/catalog.ts";
import { remarksOn, whyImpossible } from "../advice/advise.ts";
import { correct } from "../advice/correct.ts";
import { readPasted } from "./operands.ts";
import { expectPossible } from "./possible.ts";
import { Failure } from "../failure.ts";
import { type At, parseGoproxy } from "../go/values/goproxy.ts";
import { redactUrl, redactValue } from "../go/text/redact.ts";
import { unfilledIn } from "../go/url/proxy-host.ts";
import { oneOf } from "../nearest.ts";
import { findMirror } from "../catalog/lookup.ts";

/** The flags of `mirror add`. */
export interface MirrorOptions {
  /** What it serves, of `modules`, `sumdb` and `toolchain`, in a list; not given: not known. */
  serves?: string;
  private?: boolean;
  pinned?: boolean;
  fallback?: string;
}

/** Words that `use` and its kin take for something else. */
const reserved = new Set(["direct", "off", "auto"]);
const parts = ["modules", "sumdb", "toolchain"] as const;

/**
 * A mirror as the user described it. Throws Failure `mirror-name` for a name that could never be asked for,
 * `mirror-url` for a URL that go would refuse, `bad-flag-value`.
 */
export function checkMirror(
  name: string,
  url: string,
  { serves, private: secret, pinned, fallback, force = false }: MirrorOptions & { force?: boolean },
  at: At,
): OwnMirror {
  checkName(name);
  return {
    name,
    url: checkedUrl(url, at, force),
    serves: servesOf(serves),
    private: secret === true,
    pinned: pinned === true,
    ...(fallback === undefined
      ? {}
      : { fallback: oneOf("--fallback", fallback, ["any", "missing"]) }),
  };
}

export function checkName(name: string): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._+-]*$/u.test(name)) {
    throw new Failure("mirror-name", { name: redactUrl(name), reason: "characters" });
  }
  if (reserved.has(name.toLowerCase()) || findMirror(name) !== null) {
    throw new Failure("mirror-name", { name, reason: "known" });
  }
}

/**
 * One URL that go takes; a missing scheme means https, as it does to go, and what surrounds it is left out. Throws
 * Failure `mirror-url`, `never-works`.
 */
export function checkedUrl(given: string, at: At, force = false): string {
  const [trimmed = given.trim(), ...more] = readPasted([given], []).operands;
  const isHost = /^[^/:]+\.[^/:]+(?::\d+)?(?:\/|$)/.test(trimmed);
  const url = isHost ? `https://${trimmed}` : trimmed;
  const { entries, error: message } = parseGoproxy(url, at);
  const one = entries.length === 1 && entries[0]?.kind === "url" && !/[,|]/.test(url);
  const isUrl = one && more.length === 0 && /^(?:https?|file):\/\//i.test(url);
  if (!isUrl) {
    const unfilled = unfilledIn(url);
    if (unfilled !== null && !force) {
      const entry = redactUrl(given.trim());
      throw new Failure("never-works", { entry, reason: unfilled, corrected: null });
    }
    const list = correct("GOPROXY", given) ?? url;
    const corrected = onlyUrl(list, at);
    throw new Failure("mirror-url", { url: redactUrl(given.trim()), reason: message, corrected });
  }
  if (!force) expectPossible(url, remarksOn("GOPROXY", url, at, true), at, { single: true });
  return url;
}

/** The URL of a list that has one alone, besides what ends it; null for all others. Passwords are hidden. */
function onlyUrl(list: string, at: At): string | null {
  const { entries, error } = parseGoproxy(list, at);
  const urls = entries.filter(({ kind }) => kind === "url");
  const [only, ...more] = error === null ? urls : [];
  if (only === undefined || more.length > 0) return null;
  const isPossible = whyImpossible(remarksOn("GOPROXY", only.url, at, true)) === null;
  return isPossible ? redactValue(only.url) : null;
}

function servesOf(given: string | undefined): OwnMirror["serves"] {
  if (given === undefined) return { ...nothingKnown };
  const words = given.split(",").map((word) => oneOf("--serves", word.trim(), parts));
  const has = (part: (typeof parts)[number]) => words.includes(part);
  return { modules: has("modules"), sumdb: has("sumdb"), toolchain: has("toolchain") };
}
