import type { Context } from "../context.ts";
import type { GoState } from "../go/machine/command.ts";
import { type EnvLine, lastLines, readEnvLines } from "../go/machine/envfile.ts";
import { readRegular } from "../regular-file.ts";
import { writeRefusal } from "../shells/place.ts";
import type { IgnoredLine } from "../findings.ts";

/** Go's env file, byte for byte. With GOENV=off it is the file that go reads without it. */
export interface EnvFileFacts {
  /** null: go finds no place for it. */
  path: string | null;
  /** null: there is none, or it cannot be read. */
  bytes: Buffer | null;
  /** The line that counts for each key. */
  lines: ReadonlyMap<string, EnvLine>;
  ignored: readonly Ignored[];
  /** Why it cannot be read or written: an errno or a word; null where it can. */
  problem: string | null;
}

export function readEnvFile(ctx: Context, { envFile }: GoState): EnvFileFacts {
  const path = envFile.kind === "none" ? null : envFile.path;
  const nothing = { path, bytes: null, lines: new Map(), ignored: [] };
  if (path === null) {
    return { ...nothing, problem: envFile.kind === "none" ? envFile.reason : null };
  }
  try {
    const bytes = readRegular(ctx, path);
    const refusal = writeRefusal(ctx, path);
    const problem = refusal === "not-a-folder" ? "ENOTDIR" : refusal;
    if (bytes === null) return { ...nothing, problem };
    const lines = lastLines(readEnvLines(bytes));
    return { path, bytes, lines, ignored: ignoredLines(bytes), problem };
  } catch (error) {
    return { ...nothing, problem: (error as NodeJS.ErrnoException).code ?? "EIO" };
  }
}

/** A line of Go's env file that was surely meant as a setting and is none for go. */
export interface Ignored {
  /** From 1; 0: the whole file. */
  line: number;
  key: string | null;
  value: string;
  reason: IgnoredLine;
}

const bom = "\uFEFF";

/** A name that is a setting of go, or is taken for one. */
const name = "(?:GO[A-Z0-9]{2,}|CGO_[A-Z]+)";
const assignment = new RegExp(
  `^(\\s*)((?:export|set|setx|declare\\s+-x)\\s+|\\$env:)?(${name})(\\s*)=(\\s*)(.*)$`,
  "i",
);
const withoutEquals = new RegExp(
  `^\\s*(?:(?:export|set|setx|setenv)\\s+)?(GO[A-Z]{3,})(?:\\s*:\\s*|\\s+)(\\S.*)$`,
);

/** What go reads from the environment alone, whatever the file says. */
const environmentOnly = /^(?:HTTPS?_PROXY|NO_PROXY|ALL_PROXY|NETRC|SSL_CERT_(?:FILE|DIR)|GOENV)$/;
const unknown = /^(?:GONOSUMCHECK|GONOSUM|GOPROXYS|GOSUM|GOPRIVATES|GO_PROXY)$/;

/** UTF-16 as Notepad and PowerShell's `>` write it. */
export function isUtf16(bytes: Buffer): boolean {
  return bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || bytes[1] === 0);
}

/** The text of a UTF-16 file. */
export function fromUtf16(bytes: Buffer): string {
  return bytes.toString("utf16le").replace(/^\uFEFF/, "");
}

/**
 * The lines that go passes over although somebody meant a setting. Comments are left alone. Source:
 * cmd/go/internal/cfg readEnvFile: first byte A to Z, `=`, key verbatim.
 */
export function ignoredLines(bytes: Buffer): Ignored[] {
  if (isUtf16(bytes)) return [{ line: 0, key: null, value: "", reason: "utf-16" }];
  return bytes
    .toString("utf8")
    .split("\n")
    .flatMap((text, index) => {
      const found = ignoredLine(text.replace(/\r$/, ""));
      return found === null ? [] : [{ line: index + 1, ...found }];
    });
}

function ignoredLine(whole: string): Omit<Ignored, "line"> | null {
  const marked = whole.startsWith(bom);
  const text = marked ? whole.slice(1) : whole;
  const only = /^\s*([A-Z][A-Z0-9_]*)=(.*)$/i.exec(text);
  const upper = only?.[1]?.toUpperCase() ?? "";
  if (environmentOnly.test(upper)) {
    return { key: upper, value: only![2]!, reason: "environment-only" };
  }
  if (unknown.test(upper)) return { key: upper, value: only![2]!, reason: "unknown" };
  const match = assignment.exec(text);
  if (match === null) {
    const [, key, value] = withoutEquals.exec(text) ?? [];
    return key === undefined ? null : { key, value: value!, reason: "no-equals" };
  }
  const [, indent, prefix, key, space, , value] = match;
  const found = { key: key!.toUpperCase(), value: value! };
  if (marked) return { ...found, reason: "bom" };
  if (prefix !== undefined) return { ...found, reason: "export" };
  if (indent !== "") return { ...found, reason: "indent" };
  if (key !== key!.toUpperCase()) return { ...found, reason: "lower-case" };
  return space === "" ? null : { ...found, reason: "space" };
}

/** The file with other texts for some of its lines (from 1); all other bytes stay. */
export function withLines(bytes: Buffer, texts: ReadonlyMap<number, string>): Buffer {
  const pieces: Buffer[] = [];
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    const text = texts.get(line);
    pieces.push(text === undefined ? bytes.subarray(start, end) : Buffer.from(text));
    if (newline !== -1) pieces.push(bytes.subarray(newline, newline + 1));
    start = end + 1;
  }
  return Buffer.concat(pieces);
}
