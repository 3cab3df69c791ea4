/** The parts of a URL that Go escapes by different rules. */
export type UrlPart = "path" | "host" | "zone" | "userPassword" | "fragment";

/** net/url shouldEscape: the bytes that cannot stand as they are, in each part. */
const unsafe: Record<UrlPart, RegExp> = {
  path: /[^\w\-.~$&+,/:;=@]/g,
  host: /[^\w\-.~!$&'()*+,;=:[\]<>"]/g,
  zone: /[^\w\-.~!$&'()*+,;=:[\]<>"]/g,
  userPassword: /[^\w\-.~$&+,;=]/g,
  fragment: /[^\w\-.~$&+,/:;=?@!()*]/g,
};

/** Besides those, the sub-delimiters and brackets that may stay in a path or fragment as it was written. */
const unsafeAsWritten = {
  path: /[^\w\-.~$&+,/:;=@!'()*[\]%]/,
  fragment: /[^\w\-.~$&+,/:;=?@!()*'[\]%]/,
};

/** net/url escape, of a byte string. */
export function escape(bytes: string, part: UrlPart): string {
  return bytes.replace(
    unsafe[part],
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** What cannot be unescaped, as Go quotes it. */
export interface EscapeError {
  problem: "escape" | "character";
  text: string;
}

/** net/url unescape: the byte string, or what is wrong in it. */
export function unescape(bytes: string, part: UrlPart): string | EscapeError {
  const inHost = part === "host" || part === "zone";
  // The first fault counts, be it an escape or, in a host, a character below U+0080.
  const fault = inHost ? firstUnsafe(bytes, part) : -1;
  let error: EscapeError | null =
    fault === -1 ? null : { problem: "character", text: bytes[fault]! };
  const unescaped = bytes.replace(/%.{0,2}/gs, (triple, at: number) => {
    const hex = /^%[0-9a-fA-F]{2}$/.test(triple);
    const byte = hex ? String.fromCharCode(Number.parseInt(triple.slice(1), 16)) : "";
    const refused =
      !hex ||
      (triple !== "%25" &&
        ((part === "host" && byte < "\x80") ||
          (part === "zone" && byte !== " " && escape(byte, "host") !== byte)));
    if (refused && (error === null || (error.problem === "character" && at < fault))) {
      error = { problem: "escape", text: triple };
    }
    return byte;
  });
  return error ?? unescaped;
}

function firstUnsafe(bytes: string, part: UrlPart): number {
  for (const { 0: byte, index } of bytes.matchAll(unsafe[part])) {
    if (byte !== "%" && byte < "\x80") return index;
  }
  return -1;
}

/** net/url validEncoded: an escaped form that may be printed as it was written. */
export function isValidEncoded(bytes: string, part: "path" | "fragment"): boolean {
  return !unsafeAsWritten[part].test(bytes);
}
