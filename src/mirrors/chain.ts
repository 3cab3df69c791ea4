import { unexpandedIn } from "../go/text/pasted.ts";
import { webProxyVariable } from "../advice/words.ts";
import { Failure } from "../failure.ts";
import type { FindingCode, Note } from "../findings.ts";
import { type At, type Goproxy, parseGoproxy } from "../go/values/goproxy.ts";
import { redactValue } from "../go/text/redact.ts";
import { atLeast } from "../go/version.ts";
import { canonicalUrl } from "../catalog/lookup.ts";
import { namedPiece, type Piece, readOperand, readPasted } from "./operands.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import { remarksOn } from "../advice/advise.ts";
import { withUrls } from "../advice/correct.ts";
import { possibleInstead } from "./possible.ts";
import type { ProbeTarget } from "./probe-result.ts";

export interface ChainOptions extends At {
  own: readonly OwnMirror[];
  /** `--fallback`; null where it was not given. */
  fallback: "any" | "missing" | null;
  /** false: `--no-direct`. */
  direct: boolean;
}

/** How operands are read where no flag says otherwise. */
export function usualOptions({ version, platform }: At, own: readonly OwnMirror[]): ChainOptions {
  return { own, fallback: null, direct: true, version, platform };
}

export interface Resolved {
  /** For GOPROXY. */
  value: string;
  /** The mirrors in it, in order. */
  targets: ProbeTarget[];
  /** It was given as one GOPROXY string and is kept as it is. */
  verbatim: boolean;
  /** Made for mainland China: a mirror of there is in it and none that is blocked there. */
  chinese: boolean;
  notes: Note[];
}

/**
 * The value of GOPROXY that the operands of `use` mean. Throws Failure `unknown-mirror`, `invalid-value` where
 * go would refuse it, and usage errors.
 */
export function resolveOperands(operands: readonly string[], options: ChainOptions): Resolved {
  if (operands.length === 0) throw new Failure("missing-operand", { what: "mirror", verb: "use" });
  const { operands: words, notes } = readPasted(operands, options.own);
  const list = words.find((operand) => /[,|]/.test(operand));
  const resolved = list === undefined ? compose(words, options) : verbatim(list, words, options);
  return { ...resolved, notes: [...notes, ...resolved.notes] };
}

/**
 * As resolveOperands; without operands the GOPROXY in effect, which ends where it ends: to mirrors that are named,
 * `direct` is added as `use` does.
 */
export function resolveOrInEffect(
  operands: readonly string[],
  inEffect: string,
  options: ChainOptions,
): Resolved {
  if (operands.length > 0) return resolveOperands(operands, options);
  return resolveOperands([inEffect], { ...options, direct: /\bdirect\b/.test(inEffect) });
}

/** One GOPROXY string, kept as it is. */
function verbatim(list: string, operands: readonly string[], options: ChainOptions): Resolved {
  const alone = (beside: string) => new Failure("list-alone", { list: redactValue(list), beside });
  if (operands.length > 1) {
    throw alone(redactValue(operands.find((operand) => operand !== list) ?? list));
  }
  if (options.fallback !== null) throw alone("--fallback");
  const { entries } = judged(list, options);
  if (!options.direct && entries.some(({ kind }) => kind === "direct")) {
    throw alone("--no-direct");
  }
  const pieces = entries.map(({ kind, url }): Piece =>
    kind === "url" ? namedPiece(url, options.own) : { kind },
  );
  return { value: list, verbatim: true, notes: swallowed(list, options), ...summary(pieces) };
}

function compose(operands: readonly string[], options: ChainOptions): Resolved {
  const notes: Note[] = [];
  const known = new Map<string, Piece>();
  for (const operand of operands) {
    // Stored like this, it would hide go's default and leave nothing to ask.
    if (operand.trim() === "") judged(operand, options);
    const read = readOperand(operand, options.own);
    notes.push(...read.notes);
    for (const piece of read.pieces) {
      const key = piece.kind === "url" ? (canonicalUrl(piece.url) ?? piece.url) : piece.kind;
      if (!known.has(key)) known.set(key, piece);
    }
  }
  const pieces = [...known.values()];
  const end = pieces.findIndex(({ kind }) => kind !== "url");
  const last = pieces[end];
  if (last !== undefined && end < pieces.length - 1) {
    throw new Failure("after-end", { after: last.kind });
  }
  if (last?.kind === "direct" && !options.direct) {
    throw new Failure("flags-exclude", { flags: "direct, --no-direct" });
  }
  if (last === undefined && options.direct) pieces.push({ kind: "direct" });
  const separator = (piece: Piece): string => {
    // A failure of a company's proxy must not tell the names of its modules to the next one.
    const own = piece.kind === "url" ? (piece.fallback ?? (piece.private && "missing")) : undefined;
    const any = (options.fallback ?? own) !== "missing" && atLeast(options.version, 15);
    return any ? "|" : ",";
  };
  const value = pieces
    .map((piece, at) => entry(piece) + (at < pieces.length - 1 ? separator(piece) : ""))
    .join("");
  judged(value, options);
  // In the catalog's own addresses there is nothing to find.
  const swallows = pieces.some((piece) => piece.kind === "url" && piece.own)
    ? swallowed(value, options)
    : [];
  const told = new Set(notes.map(({ code }) => code));
  notes.push(...swallows.filter(({ code }) => !askedFor.has(code) && !told.has(code)));
  return { value, verbatim: false, notes, ...summary(pieces) };
}

const entry = (piece: Piece): string => (piece.kind === "url" ? piece.url : piece.kind);

/** What is so because the operands or the flags say it. */
const askedFor = new Set<FindingCode>(["proxy.off", "proxy.no-fallback", "proxy.comma-fragile"]);

/** What go takes without a word, as `validate` tells of it. */
function swallowed(value: string, options: ChainOptions): Note[] {
  return remarksOn("GOPROXY", value, options, true);
}

/** The list as go reads it; throws Failure `invalid-value` in go's words. */
function judged(value: string, at: At): Goproxy {
  const read = parseGoproxy(value, at);
  const { error } = read;
  if (error === null) return read;
  const expanded = withUrls(value);
  const corrected =
    expanded !== value && parseGoproxy(expanded, at).error === null
      ? expanded
      : possibleInstead(value, at);
  throw new Failure("invalid-value", {
    key: "GOPROXY",
    value: redactValue(value),
    reason: error,
    corrected: corrected === null ? null : redactValue(corrected),
    unfilled: unexpandedIn(value)?.text ?? null,
    webProxy:
      value
        .split(/[,|]/)
        .map(webProxyVariable)
        .find((name) => name !== null) ?? null,
  });
}

function summary(pieces: readonly Piece[]): Pick<Resolved, "targets" | "chinese"> {
  const urls = pieces.filter((piece) => piece.kind === "url");
  return {
    targets: urls.map(({ id, url, own, serves }) => ({ id, url, own, serves })),
    chinese:
      urls.some(({ region }) => region === "cn") && urls.every(({ region }) => region !== "global"),
  };
}
