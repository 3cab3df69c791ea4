import { isUtf8 } from "node:buffer";
import { type Context, pathsOf } from "../context.ts";
import type { Serves } from "../contract.ts";
import { type ConfigProblem, Failure } from "../errors.ts";
import { configFolder } from "../folders.ts";
import { jsonErrorLine, plainJson } from "../json.ts";

/** A mirror of the user's own, from the file of the tool. */
export interface OwnMirror {
  name: string;
  url: string;
  serves: Serves;
  /** It serves private modules: what is public is not asked for there. */
  private: boolean;
  /** `use auto` takes it first, however fast others are. */
  pinned: boolean;
  /** What lets go move on from it where `--fallback` is not given; undefined: any failure. */
  fallback?: "any" | "missing";
}

/** Where the own mirrors are kept, as `mirrors` in a JSON document, which may have comments and trailing commas. */
export function configFile(ctx: Context): string {
  return pathsOf(ctx).join(configFolder(ctx), "config.json");
}

/** The own mirrors, in the order of the file; none where there is no file. Throws Failure `config-invalid`. */
export function readOwnMirrors(ctx: Context): OwnMirror[] {
  const file = configFile(ctx);
  let bytes: Buffer;
  try {
    bytes = ctx.fs.readFileSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "EIO";
    if (reason === "ENOENT" || reason === "ENOTDIR") return [];
    throw invalid(file, { what: "unreadable", reason });
  }
  return ownMirrorsIn(file, bytes);
}

/** The own mirrors in what this file holds. Throws Failure `config-invalid`. */
export function ownMirrorsIn(file: string, bytes: Buffer): OwnMirror[] {
  return entriesIn(file, bytes).map((entry, at) => readMirror(entry, `mirrors[${at}]`, file));
}

/** What stands in the list of mirrors, whatever it is. Throws Failure `config-invalid`. */
export function entriesIn(file: string, bytes: Buffer): unknown[] {
  if (!isUtf8(bytes)) throw invalid(file, { what: "encoding" });
  const text = bytes.toString().replace(/^\uFEFF/, "");
  let document: unknown;
  try {
    document = text.trim() === "" ? {} : parseLoosely(text);
  } catch {
    throw invalid(file, { what: "syntax", format: "JSON" }, jsonErrorLine(plainJson(text)));
  }
  if (!isObject(document)) throw field(file, "{…}", "object");
  const list = document["mirrors"] ?? [];
  if (!Array.isArray(list)) throw field(file, "mirrors", "list");
  return list;
}

/** Most files are plain, and then nothing but JSON.parse is needed. */
function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(plainJson(text));
  }
}

function readMirror(entry: unknown, at: string, file: string): OwnMirror {
  if (!isObject(entry)) throw field(file, at, "object");
  const { name, url, serves = {}, private: isPrivate = false, pinned = false, fallback } = entry;
  if (typeof name !== "string" || name === "") throw field(file, `${at}.name`, "text");
  if (typeof url !== "string" || !/^(?:https?|file):\/\//i.test(url)) {
    throw field(file, `${at}.url`, "url");
  }
  if (!isObject(serves)) throw field(file, `${at}.serves`, "object");
  if (typeof isPrivate !== "boolean") throw field(file, `${at}.private`, "flag");
  if (typeof pinned !== "boolean") throw field(file, `${at}.pinned`, "flag");
  if (fallback !== undefined && fallback !== "any" && fallback !== "missing") {
    throw field(file, `${at}.fallback`, "fallback");
  }
  const served = (what: keyof Serves): boolean | null => {
    const value = serves[what] ?? null;
    if (value === null || typeof value === "boolean") return value;
    throw field(file, `${at}.serves.${what}`, "flag");
  };
  return {
    name,
    url,
    serves: { modules: served("modules"), sumdb: served("sumdb"), toolchain: served("toolchain") },
    private: isPrivate,
    pinned,
    ...(fallback === undefined ? {} : { fallback }),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Expected = Extract<ConfigProblem, { what: "field" }>["expected"];

const field = (file: string, name: string, expected: Expected) =>
  invalid(file, { what: "field", field: name, expected });

function invalid(file: string, problem: ConfigProblem, line: number | null = null) {
  return new Failure("config-invalid", { file, line, problem });
}
