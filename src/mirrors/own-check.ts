import { nothingKnown } from "./catalog.ts";
import { Failure } from "../failure.ts";
import { type At, parseGoproxy } from "../go/values/goproxy.ts";
import { redactUrl } from "../go/text/redact.ts";
import { oneOf } from "../nearest.ts";
import { findMirror } from "./lookup.ts";
import type { OwnMirror } from "./own.ts";

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
  { serves, private: secret, pinned, fallback }: MirrorOptions,
  at: At,
): OwnMirror {
  checkName(name);
  return {
    name,
    url: checkedUrl(url, at),
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

/** One URL that go takes; a missing scheme means https, as it does to go. */
export function checkedUrl(given: string, at: At): string {
  const trimmed = given.trim();
  const isHost = /^[^/:]+\.[^/:]+(?::\d+)?(?:\/|$)/.test(trimmed);
  const url = isHost ? `https://${trimmed}` : trimmed;
  const { entries, error } = parseGoproxy(url, at);
  const one = entries.length === 1 && entries[0]?.kind === "url" && !/[,|]/.test(url);
  if (error === null && one && /^(?:https?|file):\/\//i.test(url)) return url;
  throw new Failure("mirror-url", { url: redactUrl(trimmed), reason: error });
}

function servesOf(given: string | undefined): OwnMirror["serves"] {
  if (given === undefined) return { ...nothingKnown };
  const words = given.split(",").map((word) => oneOf("--serves", word.trim(), parts));
  const has = (part: (typeof parts)[number]) => words.includes(part);
  return { modules: has("modules"), sumdb: has("sumdb"), toolchain: has("toolchain") };
}
