import { Buffer } from "node:buffer";
import { strToU8, zipSync } from "fflate";

/** What a request to a module proxy asks for; cmd/go/internal/modfetch/proxy.go and sumdb.go. */
export type Kind = "list" | "latest" | "info" | "mod" | "zip" | "supported" | "sumdb" | "other";

export interface Asked {
  kind: Kind;
  /** Module path with its capital letters; "" for the checksum database. */
  module: string;
  /** Version, or what stands in its place (`master`); for the database its name and the rest of the path. */
  version: string;
}

/** Reads `/example.com/%21azure/@v/v1.0.0.info` and its kin; the path comes without the mirror's own prefix. */
export function parseRequest(rawPath: string): Asked {
  const path = decodeURIComponent(rawPath.replace(/[?#].*$/, "")).replace(/^\/+/, "");
  const sumdb = /^sumdb\/(.+)$/.exec(path);
  if (sumdb?.[1] !== undefined) {
    const kind = sumdb[1].endsWith("/supported") ? "supported" : "sumdb";
    return { kind, module: "", version: sumdb[1] };
  }
  const latest = /^(.+)\/@latest$/.exec(path);
  if (latest?.[1]) return { kind: "latest", module: unescape(latest[1]), version: "" };
  const file = /^(.+)\/@v\/(?:(list)|(.+)\.(info|mod|zip))$/.exec(path);
  if (!file?.[1]) return { kind: "other", module: "", version: path };
  return {
    kind: (file[2] ?? file[4]) as Kind,
    module: unescape(file[1]),
    version: unescape(file[3] ?? ""),
  };
}

/** `!a` stands for `A` (golang.org/x/mod/module EscapePath). */
function unescape(escaped: string): string {
  return escaped.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The versions of a module that nobody has described: three of its major version. */
export function versionsOf(module: string): string[] {
  if (module === "golang.org/toolchain") {
    return ["1.26.8", "1.27.4"].map((version) => `v0.0.1-go${version}.linux-amd64`);
  }
  const major = /\/v([2-9]|[1-9]\d+)$/.exec(module)?.[1] ?? "1";
  return [0, 1, 2].map((minor) => `v${major}.${minor}.0`);
}

export const published = "2024-01-02T03:04:05Z";

export function infoOf(version: string): string {
  // A branch or a commit becomes a pseudo-version, as a real proxy resolves it.
  const resolved = /^v\d/.test(version) ? version : "v0.0.0-20240102030405-0123456789ab";
  return JSON.stringify({ Version: resolved, Time: published });
}

export function modOf(module: string): string {
  return `module ${module}\n\ngo 1.12\n`;
}

/**
 * A module zip as go demands it: every name below `module@version/`, the same bytes each time.
 * `size` adds a file of so many bytes that cannot be compressed; `mark` changes the content, and so the hash.
 */
export function zipOf(
  module: string,
  version: string,
  options: { size?: number; mark?: string } = {},
): Buffer {
  const folder = `${module}@${version}/`;
  const mark = options.mark ?? "as published";
  const files: Record<string, Uint8Array> = {
    [`${folder}go.mod`]: strToU8(modOf(module)),
    [`${folder}hello.go`]: strToU8(`package hello\n\n// ${mark}\nconst Version = "${version}"\n`),
  };
  if (options.size) files[`${folder}data.bin`] = noise(options.size);
  return Buffer.from(zipSync(files, { level: 1, mtime: new Date("2024-01-02T03:04:06") }));
}

/** Bytes that look random and are the same each time (xorshift32). */
function noise(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = 0x9e3779b9;
  for (let i = 0; i < size; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state & 0xff;
  }
  return bytes;
}
