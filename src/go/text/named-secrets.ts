/**
 * One word of a command line as shells and logs quote it: in quotes, or up to white space, `;` or a closing quote. A
 * quote inside is doubled (PowerShell), escaped (`\'`, JSON's `\"`, PowerShell's backtick) or `'\''` (sh).
 */
const word =
  /(?:'(?!')(?:[^'\n]|'')*'|"(?:[^"\\\n`]|[\\`].)*"|(?:[^\s'"`;\\]|''(?=[^\s'])|'\\''|[\\`]["']|\\(?!["'\s]))+)/
    .source;

/** As an option of some program is called: token, --api-key, -password, --client-secret. */
const optionName =
  /[\w-]{0,40}?(?:token|passw(?:or)?d|passphrase|secret|api-?key|bearer|credential)s?/.source;

const patterns: readonly RegExp[] = [
  // An option of a command, as in GOAUTH: `--token X`, `-password=X`.
  new RegExp(`(?<![\\w-])--?${optionName}(?:=|\\s{1,8}(?!--?[a-z]))(${word})`, "gid"),
  // curl's login; its user name is none.
  /(?<!\S)(?:-u|--user)[ =][^\s:'"]{0,80}:([^\s'"]+)/dg,
  // A variable of that name, and no parameter of a query: `GITHUB_TOKEN=X`, `$env:NPM_TOKEN = 'X'`.
  new RegExp(
    `(?<![\\w%[\\]-])(?<![?&;#][\\w.%[\\]-]{0,64})\\w{0,40}?(?:token|passw(?:or)?d|secret|api_?key)(?:=| {1,4}= {1,4})(${word})`,
    "gid",
  ),
  // Headers, in a request, in git's http.extraHeader, in JSON.
  /\bauthorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?(?:[a-z]{1,20} +)?([^\s"'\\,;][^\s"'\\]*)/dgi,
  /\bBearer +(?!token\b)([\w.~+/=-]+)/dg,
  /\b(?:x|private|job|deploy|circle)-(?:[a-z-]{0,24}-)?(?:token|key|secret|auth)\\?["']?: {0,4}\\?["']?([^\s"'\\]+)/dgi,
  /\b(?:set-)?cookie: {0,4}([^\n"]+)/dgi,
  // Lines of a .netrc, which may be broken anywhere.
  /\b(?:machine|login|account)\s{1,16}\S{1,256}\s{1,16}password\s{1,16}(\S+)/dgi,
  /^[ \t]*password[ \t]+(\S+)[ \t]*$/dgim,
  // Tokens that tell by themselves what they are.
  /(?<![\w-])((?:gh[pousr]_|github_pat_|glpat-|xox[a-z]-)[\w-]{16,}|eyJ[\w-]{6,}\.[\w-]{4,}\.[\w-]*)/dg,
];

const anyName =
  /token|passw|passphrase|secret|api[-_]?key|bearer|credential|authorization|cookie|-auth|-u |--user|-key|gh[pousr]_|_pat_|glpat|xox|eyJ/i;

/** Whether a text has any of the words that the patterns ask for: a cheap look before all of them. */
export const namesSecrets = (text: string): boolean => anyName.test(text);

/** What help texts have in the place of a secret: `TOKEN`, `YOUR_PASSWORD`, `<token>`, `…`. */
const placeholder = /^(?:(?:[A-Z]+_)*(?:TOKEN|PASSWORD|SECRET|KEY)|<[^<>]*>|…|\.\.\.)[`,.;:)]*$/;

/**
 * Where secrets stand that a word before them names (an option, a header, a variable, a line of a .netrc), or that are
 * known by their own shape. Linear; in order, and none reaches into the next.
 */
export function namedSpans(text: string): Span[] {
  if (!namesSecrets(text)) return [];
  const spans: Span[] = [];
  for (const pattern of patterns) {
    for (const { indices } of text.matchAll(pattern)) {
      const [from, to] = indices![1]!;
      const span = inQuotes(text, from, to);
      if (!placeholder.test(text.slice(...span))) spans.push(span);
    }
  }
  return merged(spans);
}

/** Without quotes around it. */
function inQuotes(text: string, from: number, to: number): Span {
  const quoted = to - from > 1 && /['"]/.test(text[from]!) && text[to - 1] === text[from];
  return quoted ? [from + 1, to - 1] : [from, to];
}

/** A stretch of a text that must not be shown: from, to (exclusive). */
export type Span = readonly [number, number];

/** The same stretches, in order, those that overlap as one. */
export function merged(spans: readonly Span[]): Span[] {
  const apart: [number, number][] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = apart.at(-1);
    if (last !== undefined && from < last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}
