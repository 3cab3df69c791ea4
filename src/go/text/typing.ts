/**
 * What keyboards, chats and web pages slip into a value: characters that nobody sees, and the wide forms of
 * punctuation that a Chinese input method types.
 */

/** Zero-width and directional marks, the byte order mark, the soft hyphen. */
export const invisible =
  /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/** Spaces other than the ASCII one and the tab. */
const oddSpace = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Full-width forms of ASCII characters, the ideographic comma and full stop, curly quotes, corner brackets. */
const wide = /[\uff01-\uff5e\u3001\u3002\u2018\u2019\u201c\u201d\u300c-\u300f]/g;

const narrowed: Record<string, string> = {
  "、": ",",
  "。": ".",
  "“": '"',
  "”": '"',
  "‘": "'",
  "’": "'",
  "「": '"',
  "」": '"',
  "『": '"',
  "』": '"',
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

/** The text as an English keyboard types it. */
export function narrow(text: string): string {
  return text
    .replace(oddSpace, " ")
    .replace(wide, (char) => narrowed[char] ?? String.fromCharCode(char.charCodeAt(0) - 0xfee0));
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

/**
 * The names in a word that PowerShell has made of a list without quotes, for the script that npm puts before this tool:
 * `a,b` arrives as `a b`. null for a word without a blank, a list with commas, and a line of a script.
 */
export function joinedNames(word: string): string[] | null {
  const names = word.trim().split(/\s+/);
  return names.length > 1 && !/[,|;=]/.test(word) ? names : null;
}
