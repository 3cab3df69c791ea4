import { namedSpans, merged, type Span } from "./named-secrets.ts";

/**
 * Where passwords of URLs, tokens in the place of a user name, secrets of a query, and those that a word names stand in
 * a text, with or without a scheme, and even where go would refuse the URL. `careful`: in running text, where much only
 * looks like a password. Linear.
 */
export function secretSpans(text: string, careful: boolean): Span[] {
  const userinfos = text.includes("@") ? userinfoSpans(text, careful) : [];
  const queries = text.includes("=") ? querySpans(text) : [];
  const named = namedSpans(text);
  if (queries.length === 0 && named.length === 0) return userinfos;
  // What looks like a query may be a part of a password, which is hidden as a whole.
  const own = queries.filter(
    ([from, to]) => !userinfos.some((one) => one[0] < to && from < one[1]),
  );
  return merged([...userinfos, ...own, ...named]);
}

/** Names of parameters that carry a login or a signature: access_token, sig, X-Amz-Signature, api_key, pwd … */
const secretName =
  /(?:token|secret|(?:^|[-_.])pass|passw|pwd|(?:^|[-_.])sign?$|signature|credential|auth(?!or)|jwt|hmac|^code$|api-?_?key|access-?_?key|^key$|session)/i;

/**
 * As secretSpans, but for what stands before an `@`: a secret that is found by its name alone never reaches beyond its
 * own word.
 */
export const spansByName = (text: string): Span[] =>
  merged([...querySpans(text), ...namedSpans(text)]);

/** The values of parameters with such a name, or that look like a token, behind `?`, `&`, `;` or `#`. */
function querySpans(text: string): Span[] {
  const spans: Span[] = [];
  // A quote before a letter is a part of the value, as a shell has quoted it.
  const parameter = /[?&;#]([\w.%[\]-]{1,64})=((?:[^&#\s,|"'<>;]|\\?["'](?=['"\\\w]))+)/g;
  for (let found; (found = parameter.exec(text)) !== null;) {
    const [, name = "", value = ""] = found;
    if (!secretName.test(plainName(name)) && !isToken(value)) continue;
    const from = parameter.lastIndex - value.length;
    parameter.lastIndex = endOfTail(text, parameter.lastIndex);
    spans.push([from, parameter.lastIndex]);
  }
  return spans;
}

/** Behind a comma of a secret more of it may stand: a word that is no entry of a list. */
function endOfTail(text: string, from: number): number {
  const tail = /[,|]([^\s,|"'<>;&#?]+)/y;
  for (let end = from; ; end = tail.lastIndex) {
    tail.lastIndex = end;
    const word = tail.exec(text)?.[1];
    if (word === undefined || /^(?:direct|off)$|[.:/@\\]/.test(word)) return end;
  }
}

/** `%74oken[]` as `token`. */
function plainName(name: string): string {
  const plain = name.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return plain.replace(/[[\]]/g, "");
}

function userinfoSpans(text: string, careful: boolean): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", from)) {
    at = lastOfAuthority(text, at);
    const found = userinfo(text, from, at, careful);
    if (found !== null) spans.push(...found);
    from = at + 1;
  }
  return spans;
}

/** The last `@` before the host: a password may contain others. */
function lastOfAuthority(text: string, first: number): number {
  let at = first;
  for (let next = at + 1; next < text.length; next++) {
    const char = text[next]!;
    if (char === "@") at = next;
    else if (/[\s,|/?#"]/.test(char)) break;
  }
  return at;
}

const separator = /[\s,|;"'`<>()=]/;

/** What to hide of the user name and password that end at `at`, or null where there are none. */
function userinfo(text: string, from: number, at: number, careful: boolean): Span[] | null {
  let start = startOf(text, from, at, careful);
  while (start < at) {
    const schemeless = text.slice(Math.max(from, start - 3), start) !== "://";
    const strict = careful && schemeless;
    const next = endOfName(text, start, at);
    if (next >= at) return userinfoSpan(text, start, at);
    if (schemeless && isDrive(text, start, next)) {
      start = next + 1;
      continue;
    }
    let end = next;
    if (text[next] === ":") {
      const port = portAfter(text, next, at);
      if (port === null || isPassword(text, { start, colon: next, end: port, at, strict })) {
        return strict && isPlainText(text, start, next, at)
          ? null
          : withToken(text, [start, next], [next + 1, at]);
      }
      end = port;
    }
    if (/[/?#]/.test(text[end]!)) {
      const name = text.slice(start, next);
      while (end < at && !separator.test(text[end]!)) end++;
      const isWhole = end >= at || !looksLikeHost(name);
      if (isWhole && leadsToHost(text, at)) {
        const colon = text.slice(start, at).indexOf(":");
        return colon === -1 ? null : [[start + colon + 1, at]];
      }
    }
    start = end + 1;
  }
  return null;
}

function endOfName(text: string, start: number, at: number): number {
  let next = start;
  if (text[start] === "[") {
    while (next < at && text[next] !== "]" && !separator.test(text[next]!)) next++;
  }
  while (next < at && !/[:/?#]/.test(text[next]!) && !separator.test(text[next]!)) next++;
  return next;
}

/** Where digits behind the colon end at something that may follow a port; null where it is no port. */
function portAfter(text: string, colon: number, at: number): number | null {
  let end = colon + 1;
  while (end < at && text[end]! >= "0" && text[end]! <= "9") end++;
  return end < at && (separator.test(text[end]!) || /[/?#]/.test(text[end]!)) ? end : null;
}

/**
 * Whether what could be a port is the beginning of a password: `u:12,34@host.com` and `u:"x@host`, but not
 * `athens.corp:3000,token@host.com`.
 */
function isPassword(
  text: string,
  place: { start: number; colon: number; end: number; at: number; strict: boolean },
): boolean {
  const { start, colon, end, at, strict } = place;
  if (strict && !/[,|;=]/.test(text[end]!)) return false;
  const isEmpty = end === colon + 1;
  if (looksLikeHost(text.slice(start, colon))) {
    // No host has a port before such a sign, but a user called first.last may have such a password.
    return !strict && (isEmpty || isOneWord(text, end, at)) && /[;"'`<>()=]/.test(text[end]!);
  }
  if (!strict && (isEmpty || (/["'`<>()=]/.test(text[end]!) && isOneWord(text, end, at))))
    return true;
  return separator.test(text[end]!) && leadsToHost(text, at);
}

function isOneWord(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (/\s/.test(text[at]!)) return false;
  return true;
}

/** Behind the last scheme before `at`; else, in running text, behind the last white space. */
function startOf(text: string, from: number, at: number, careful: boolean): number {
  let start = from;
  for (let before = at - 1; before >= from; before--) {
    const char = text[before]!;
    if (char === "\n" || (careful && char === '"' && isClosingQuote(text, before))) {
      return Math.max(start, before + 1);
    }
    if (char === "/" && before - 2 >= from && isScheme(text, before - 2)) return before + 1;
    if (careful && start === from && /\s/.test(char)) start = before + 1;
  }
  return start;
}

/** Whether `://` stands here behind the name of a scheme (painted or not), and not inside a password. */
function isScheme(text: string, colon: number): boolean {
  if (text.slice(colon, colon + 3) !== "://") return false;
  const name = /(.?)(?:\b|(?<=\u001B\[[\d;]+m))([a-zA-Z][a-zA-Z0-9+-]*)$/s.exec(
    text.slice(Math.max(0, colon - 16), colon),
  );
  if (name === null) return false;
  const [, before = "", scheme = ""] = name;
  if (knownScheme.test(scheme)) return before !== "/";
  // Of a name that nobody knows, `https://user:<x://@host` has a password.
  return text[colon + 3] !== "@" && /^[\s,|"'`]?$/.test(before);
}

const knownScheme = /^(?:https?|ssh|git|s?ftp|file|socks5h?)$/i;

/** Ends a text that Go quoted, as in `parse "https://u:p": invalid port`. */
function isClosingQuote(text: string, at: number): boolean {
  return text[at - 1] !== "\\" && /^(?:$|[\s:,;)\]}])/.test(text.slice(at + 1, at + 2));
}

/** `C:\` or `C:/`, and not a user called C. */
function isDrive(text: string, start: number, colon: number): boolean {
  return colon === start + 1 && text[colon] === ":" && /[\\/]/.test(text[colon + 1]!);
}

/** Running text without a scheme that is no URL: `module:path/name@v1.2.3`. */
function isPlainText(text: string, start: number, colon: number, at: number): boolean {
  if (text.slice(start, colon).includes("\\")) return true;
  return text.slice(colon + 1, at).includes("/") && !leadsToHost(text, at);
}

function looksLikeHost(text: string): boolean {
  return text.includes(".") || text === "localhost" || text.startsWith("[");
}

/** What follows the `@` has a dot and is no version (`v1.2.3`, `1.2.3`). */
function leadsToHost(text: string, at: number): boolean {
  const host = /^[^\s/:?#,|;"'`<>()]*/.exec(text.slice(at + 1, at + 256))![0];
  return host.includes(".") && !/^v\d|^\d+(?:\.\d+){1,2}$/.test(host);
}

/** Tokens of forges. People paste them as the user name, because the forge takes them there. */
export const forgeToken = /^(?:gh[a-z]_|github_pat_|glpat-|gldt-|glptt-|xox[a-z]-|eyJ[\w-]+\.)/;

/** As long and as mixed as no name is: 16 characters and more, letters and digits, no domain. */
const isToken = (name: string): boolean =>
  forgeToken.test(name) ||
  (/^[\w~+/=-]{16,}$/.test(name) && /\d/.test(name) && /[a-z]/i.test(name));

/** What to hide of the user name and password that stand here: a token as the name, any password. */
export function userinfoSpan(text: string, start: number, at: number): Span[] {
  const colon = text.slice(start, at).indexOf(":");
  const user = colon === -1 ? at : start + colon;
  return withToken(text, [start, user], colon === -1 ? null : [user + 1, at]);
}

function withToken(text: string, name: Span, password: Span | null): Span[] {
  return [
    ...(isToken(text.slice(...name)) && !isModule(text, name, password) ? [name] : []),
    ...(password === null ? [] : [password]),
  ];
}

/** `some-module-2026@v1.2.3` is a module of such a version, and no login. */
function isModule(text: string, [from, to]: Span, password: Span | null): boolean {
  const scheme = text.slice(Math.max(0, from - 3), from) === "://";
  return password === null && !scheme && /^@v\d+\.\d+\.\d/.test(text.slice(to, to + 40));
}
