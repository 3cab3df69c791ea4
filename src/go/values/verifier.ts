import { newSha256 } from "../../sha256.ts";

export interface Verifier {
  name: string;
}

/**
 * A key of a checksum database, `name+hash+key`, or Go's words for what is wrong with it. Source:
 * golang.org/x/mod/sumdb/note NewVerifier.
 */
export function parseVerifier(key: string): Verifier | string {
  const [name = "", hash = ""] = key.split("+", 2);
  const encoded = key.slice(name.length + hash.length + 2);
  const bytes = decodeBase64(encoded);
  if (!/^[0-9a-fA-F]{8}$/.test(hash) || bytes === null || bytes.length === 0 || name === "") {
    return "malformed verifier id";
  }
  if (keyHash(name, bytes) !== hash.toLowerCase()) return "invalid verifier hash";
  if (bytes[0] !== 1) return "unknown verifier algorithm";
  return bytes.length === 33 ? { name } : "malformed verifier id";
}

/** encoding/base64 StdEncoding: padded, and lenient with the bits that are left over. */
function decodeBase64(text: string): Buffer | null {
  const padded = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
  return padded ? Buffer.from(text, "base64") : null;
}

function keyHash(name: string, key: Buffer): string {
  return newSha256().update(`${name}\n`).update(key).digest("hex").slice(0, 8);
}
