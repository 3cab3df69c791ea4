import type { Hash } from "node:crypto";
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

/** For the one format of passwords that nginx is quick with. */
export function newSha1(): Hash {
  const { createHash } = load("node:crypto") as typeof import("node:crypto");
  return createHash("sha1");
}

/** Bytes that nobody can guess. */
export function randomBytes(size: number): Buffer {
  return (load("node:crypto") as typeof import("node:crypto")).randomBytes(size);
}

/**
 * A new SHA-256. Node's module of it is loaded with the first one: every verb judges GOSUMDB, few meet a key there, and
 * an import would cost each start a tenth of what node itself takes.
 */
export function newSha256(): Hash {
  const { createHash } = load("node:crypto") as typeof import("node:crypto");
  return createHash("sha256");
}
