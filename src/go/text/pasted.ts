/**
 * What keyboards, chats and web pages slip into a value: characters that nobody sees, and the wide forms of
 * punctuation that a Chinese input method types.
 */

/** Whether somebody can have typed or pasted it by hand: what is longer is not searched again and again for what was meant. */
export const isByHand = (text: string): boolean => text.length <= 10_000;

/** Zero-width and directional marks, the byte order mark, the soft hyphen. */
export const invisible =
  /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/** Spaces other than the ASCII one and the tab. */
const oddSpace = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Full-width forms of ASCII characters, the ideographic comma and full stop, quotes and brackets of other languages. */
const wide = /[\uff01-\uff5e\u3001\u3002\u00ab\u00bb\u2018\u2019\u201c-\u201e\u3008-\u300f]/g;

const narrowed: Record<string, string> = {
  "、": ",",
  "。": ".",
  "‘": "'",
  "’": "'",
};

export interface Oddities {
  /** As `U+FEFF`, each kind once. */
  invisible: string[];
  /** As they are, each kind once. */
  wide: string[];
}

export function oddities(text: string): Oddities {
  const kinds = (pattern: RegExp) => [...new Set(text.match(pattern))];
  const unseen = [...kinds(invisible), ...kinds(oddSpace)].map(
    (char) => `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
  return { invisible: unseen, wide: kinds(wide) };
}

/** The text as an English keyboard types it, and without the entities that a page has for quotes and slashes. */
export function narrow(text: string): string {
  return text
    .replace(/&(?:quot|#34|#39|apos);/g, '"')
    .replace(/&#(?:x2f|47);/gi, "/")
    .replace(oddSpace, " ")
    .replace(wide, (char) =>
      char < "\uff01" ? (narrowed[char] ?? '"') : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
    );
}

/** The text without a comment as a shell or a configuration file knows them: ` # …`. */
export function withoutComment(text: string): string {
  const comment = text.search(/\s#/);
  return comment === -1 ? text : text.slice(0, comment);
}

/** The text without any of these characters at its ends. */
export function stripped(text: string, chars: string): string {
  let start = 0;
  while (start < text.length && chars.includes(text[start]!)) start++;
  return strippedEnd(text.slice(start), chars);
}

export function strippedEnd(text: string, chars: string): string {
  let end = text.length;
  while (end > 0 && chars.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** The text without the blanks around each of these signs: `a , b` as `a,b`. Linear in long runs of blanks, too. */
export function tightened(text: string, signs: string): string {
  return text.replace(new RegExp(`(?:(?<!\\s)\\s+)?([${signs}])\\s*`, "g"), "$1");
}

/**
 * The names in a word that PowerShell has made of a list without quotes, for the script that npm puts before this tool:
 * `a,b` arrives as `a b`. null for a word without a blank, a list with commas, and a line of a script.
 */
export function joinedNames(word: string): string[] | null {
  const names = word.trim().split(/\s+/);
  return names.length > 1 && !/[,|;=]/.test(word) ? names : null;
}

/** What a line of a script, of a file or of an article sets. */
export interface PastedSetting {
  key: string;
  value: string;
}

/** Names of variables; in capitals, as go reads them, for `goproxy.cn` is a host. */
const name = String.raw`(GO[A-Z0-9]{2,})(?![A-Z0-9a-z_.-])`;
const quote = String.raw`["'\u0060]?`;

/**
 * What stands before a value, each with the name of the variable in it: .NET, PowerShell, nushell, setx, fish,
 * csh, elvish, Dockerfiles; then everything with `=`; then YAML, JSON and Dockerfiles of old with a blank.
 */
const heads = [
  String.raw`\[(?:System\.)?Environment\]::SetEnvironmentVariable\(\s*${quote}${name}${quote}[\s,]\s*`,
  String.raw`(?:Set-Item|New-Item|si|ni)\s+(?:-Path\s+)?${quote}Env:[\\/]?${name}${quote}\s+(?:-Value\s+)?`,
  String.raw`\$\{?env[:.]${name}\}?\s*\??=\s*`,
  String.raw`setx(?:\.exe)?\s+(?:/m\s+)?${quote}${name}${quote}(?:\s*=\s*|\s+)`,
  String.raw`set(?:\s+-{1,2}\w+)+\s+${name}\s+`,
  String.raw`(?:setenv|set-env|(?:set\s+)?E:)\s*${name}(?:\s*=\s*|\s+)`,
  String.raw`(?:ENV|ARG)\s+${name}\s+(?!=)`,
  String.raw`(?:(?:export|set|declare\s+-x|typeset\s+-x|env|ENV|ARG|SET|go(?:\.exe)?\s+env\s+[-\u2010-\u2015]w|--build-arg|--env|-e|-)\s+)*(?:(?:Environment|--\w+_env)=)?${quote}\$?${name}${quote}\s*[:?+]{0,2}=\s*`,
  String.raw`(?:process\.|os\.)?env(?:iron)?(?:\.|\[["'])${name}(?:["']\])?\s*=\s*`,
  String.raw`-\s+name:\s*${quote}${name}${quote}\s*[\r\n]\s*value:\s*`,
  String.raw`(?:-\s+)?${quote}${name}${quote}\s*:(?![-=+?])\s*`,
].map((head) => new RegExp(`(?<=^|[\\s;&,{"'\`])${head}`, "gi"));

/** Before the first one a prompt, a bullet, words or another command may stand; not what is a value itself. */
const isValue = /:\/\/|[,|=]|(?:^|\s)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\s/i;

interface Head {
  key: string;
  from: number;
  to: number;
}

/**
 * What a pasted text sets, in its order: lines for shells, `go env -w`, Dockerfiles, YAML and the like. Empty for
 * a text that is no such line. Values are without the quotes and the comment that the language takes away.
 */
export function assignmentsIn(text: string): PastedSetting[] {
  const line = narrow(text.replace(invisible, ""));
  if (!isByHand(line) || !/GO[A-Z0-9]{2,}/i.test(line)) return [];
  const found = headsIn(line);
  if (found.length === 0 || isValue.test(line.slice(0, found[0]!.from))) return [];
  return found.map(({ key, from, to }, at) => {
    const raw = line.slice(to, found[at + 1]?.from);
    return { key, value: plainValue(key, raw, line.slice(from, to)) };
  });
}

/** In their order; where two begin within each other, the longer one. */
function headsIn(line: string): Head[] {
  const all = heads
    .flatMap((head) => [...line.matchAll(head)])
    .flatMap(({ 0: whole, 1: key = "", index }) =>
      key === key.toUpperCase() || /env[:.]|setx/i.test(whole)
        ? [{ key: key.toUpperCase(), from: index, to: index + whole.length }]
        : [],
    )
    .toSorted((one, other) => one.from - other.from || other.to - one.to);
  const kept: Head[] = [];
  for (const head of all) if (head.from >= (kept.at(-1)?.to ?? 0)) kept.push(head);
  return kept;
}

/** The value as the language of the line understands it. */
function plainValue(key: string, raw: string, head: string): string {
  let value = raw.split(/[\r\n]/, 1)[0]!;
  if (/SetEnvironmentVariable/i.test(head)) value = value.replace(/\).*$/s, "").replace(scope, "");
  if (/setx/i.test(head)) value = value.replace(/\s+\/m\s*$/i, "");
  value = withoutComment(value).trim();
  // Another command behind it; a `;` without a blank may have been meant for a comma.
  if (key !== "GOAUTH") {
    value = value.replace(
      /\s*(?:&&|;\s+(?!https?:|direct|off)[\w$[]|\s>>?\s|\s\|\s*(?:sudo\s+)?tee\s|\s--?[a-z]).*$/s,
      "",
    );
  }
  if (/(?:--build-arg|--env|-e)\s|_env=/.test(head))
    value = value.replace(/^([^\s"']+)\s.*$/s, "$1");
  value = value.replace(/^(["'])([^"']*)\1(?=[\s}]).*$/s, "$2");
  value = value.replace(/(?:\s*(?:&&|[;,&\\]))+$/, "").trim();
  const opened = /["'`](?=\$?GO)/.exec(head)?.[0];
  if (opened !== undefined && value.endsWith(opened)) value = value.slice(0, -1).trim();
  // PowerShell's list of words.
  value = value.replace(/(["'])\s*,\s*["']/g, ",");
  const inner = /^(["'`])(.*)\1$/s.exec(value)?.[2];
  return (inner ?? value).replace(/^["'`](?=[^"'`]*$)|(?<=^[^"'`]*)["'`]$/g, "").trim();
}

const scope = /["']?[\s,]+["']?(?:User|Machine|Process|\[.*)["']?\s*$/i;

/** The address of every Markdown link in the place of the link. */
export function withoutLinks(text: string): string {
  return !isByHand(text) ? text : text.replace(/\[[^\]]*\]\(\s*<?([^)\s>]*)>?[^)]*\)/g, "$1");
}

/** Without the backslashes that Markdown, JSON and sed put before characters. */
export function withoutEscapes(text: string): string {
  return text.replace(/\\(?=[*_/.~#|,-])/g, "");
}

/** Without quotes and blanks around it. */
export const withoutQuotes = (text: string): string => stripped(text, "\"'` \t");

/** As text of a shell stands in a value that no shell has read; a PowerShell list that was made a text. */
const variable =
  /\$\{\{?[^}]*\}{0,2}|\$\([^)]*\)|\$[A-Za-z_][\w:]*|%(?=\w*[G-Zg-z_])[A-Za-z_]\w{2,}%|System\.(?:Object|String)\[\]|System\.Collections\.\w+/;

const ownThings =
  "company|corp|domain|org|host|server|proxy|team|name|user|token|repo|registry|artifactory|nexus|mirror";

/** What an example has in the place of something else. */
const placeholder = new RegExp(
  String.raw`<[A-Za-z][^<>\s]*>|\{\{[^{}]*\}\}|\{[\w -]+\}|@@\w+@@|__[A-Z][A-Z0-9_]*__|\bCHANGE_?ME\b` +
    String.raw`|\b(?:YOUR|MY)[_-][A-Z][\w-]*|\byour[-_.](?:${ownThings})[\w-]*`,
);

/** What stands in a value for something else, as it stands there; null where nothing does. */
export function unexpandedIn(
  value: string,
): { text: string; what: "variable" | "placeholder" } | null {
  if (!isByHand(value)) return null;
  const [found] = variable.exec(value) ?? [];
  if (found !== undefined) return { text: found, what: "variable" };
  const [blank] = placeholder.exec(value) ?? [];
  // A link in angle brackets is a link.
  return blank === undefined || /^<(?:https?|ssh):/i.test(blank)
    ? null
    : { text: blank, what: "placeholder" };
}

/** What a list in brackets holds (`["https://goproxy.cn", 'direct']`), with commas; all else as it is. */
export function withoutBrackets(text: string): string {
  const inner = /^(?:\[([^[\]]*)\]|\{([^{}]*)\})$/.exec(text.trim());
  const list = inner?.[1] ?? inner?.[2] ?? "";
  if (!/:\/\/|,|^\s*["']/.test(list)) return text;
  return list.split(",").map(withoutQuotes).join(",");
}
