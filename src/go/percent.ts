/** The parts of a URL that Go escapes by different rules. */
export type Part = "path" | "host" | "zone" | "userPassword" | "fragment";

const unreserved = "-_.~";

/** Besides letters, digits and the marks above: what stands unescaped in each part. */
const allowed: Record<Part, string> = {
  path: "$&+,/:;=@",
  host: "!$&'()*+,;=:[]<>\"",
  zone: "!$&'()*+,;=:[]<>\"",
  userPassword: "$&+,;=",
  fragment: "$&+,/:;=?@!()*",
};

/** net/url shouldEscape, of one byte. */
function shouldEscape(byte: string, part: Part): boolean {
  return !(/[a-zA-Z0-9]/.test(byte) || unreserved.includes(byte) || allowed[part].includes(byte));
}

/** net/url escape, of a byte string. */
export function escape(bytes: string, part: Part): string {
  let escaped = "";
  for (const byte of bytes) {
    escaped += shouldEscape(byte, part)
      ? `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`
      : byte;
  }
  return escaped;
}

/** What cannot be unescaped, as Go quotes it. */
export interface EscapeError {
  problem: "escape" | "character";
  text: string;
}

/** net/url unescape: the byte string, or what is wrong in it. */
export function unescape(bytes: string, part: Part): string | EscapeError {
  const inHost = part === "host" || part === "zone";
  let unescaped = "";
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte !== "%") {
      if (inHost && byte < "\x80" && shouldEscape(byte, part)) {
        return { problem: "character", text: byte };
      }
      unescaped += byte;
      continue;
    }
    const triple = bytes.slice(at, at + 3);
    if (!/^%[0-9a-fA-F]{2}$/.test(triple)) return { problem: "escape", text: triple };
    const value = String.fromCharCode(Number.parseInt(triple.slice(1), 16));
    const refused =
      (part === "host" && value < "\x80") ||
      (part === "zone" && value !== " " && shouldEscape(value, "host"));
    if (refused && triple !== "%25") return { problem: "escape", text: triple };
    unescaped += value;
    at += 2;
  }
  return unescaped;
}

/** net/url validEncoded: an escaped form that may be printed as it was written. */
export function isValidEncoded(bytes: string, part: Part): boolean {
  for (const byte of bytes) {
    if (!"!$&'()*+,;=:@[]%".includes(byte) && shouldEscape(byte, part)) return false;
  }
  return true;
}
