import { managedName, oneWord } from "../language.ts";

/**
 * Statements of one line in the languages that end them with `;` (sh and its kin, fish, csh). Only a line whose quotes
 * are closed is looked at; what stands in them is no statement.
 */

const assignment = new RegExp(`^(\\w+)\\+?=${oneWord}$`);
const head = /^(?:export|(?:declare|typeset)(?:[ \t]+-[A-Za-z]+)+)(?=[ \t])/;
const word = new RegExp(`^[ \\t]+(${oneWord})`);
/** fish and csh: the variable, and then its value. */
const spoken = new RegExp(
  `^(?:set(?:[ \\t]+-[-A-Za-z]+)+|setenv)[ \\t]+(${managedName})(?:[ \\t]+${oneWord})*$`,
);

/**
 * The line without its assignments of these variables: a statement that did nothing else becomes `:`, so that those
 * around it stay what they are. null where it has none that can be taken out.
 */
export function withoutAssignments(line: string, keys: ReadonlySet<string>): string | null {
  const parts = split(line);
  if (parts === null) return null;
  let changed = false;
  const kept = parts.map((part) => {
    const [, before = "", statement = "", after = ""] =
      /^(\s*(?:(?:then|do|else|and|or)(?=\s)\s*)?)(.*?)(\s*)$/s.exec(part)!;
    const left = reduced(statement, keys);
    if (left === null) return part;
    changed = true;
    return before + left + after;
  });
  return changed ? kept.join("") : null;
}

/** A statement without these assignments; null where it is none that only assigns. */
function reduced(statement: string, keys: ReadonlySet<string>): string | null {
  const named = spoken.exec(statement)?.[1];
  if (named !== undefined) return keys.has(named) ? ":" : null;
  const begins = head.exec(statement)?.[0] ?? "";
  const words: string[] = [];
  for (let rest = begins === "" ? ` ${statement}` : statement.slice(begins.length); rest !== "";) {
    const [whole, one = ""] = word.exec(rest) ?? [];
    if (whole === undefined || one === "") return null;
    words.push(one);
    rest = rest.slice(whole.length);
  }
  const isMeant = (one: string) => keys.has(assignment.exec(one)?.[1] ?? "");
  const isName = (one: string) => begins !== "" && /^\w+$/.test(one);
  if (!words.some(isMeant) || !words.every((one) => assignment.test(one) || isName(one)))
    return null;
  const left = words.filter((one) => !isMeant(one));
  return left.length === 0 ? ":" : [begins, ...left].filter(Boolean).join(" ");
}

/** A line in pieces, every second of them what separates statements; null where a quote stays open. */
function split(line: string): string[] | null {
  const parts = [""];
  const piece =
    /'[^']*'|"(?:[^"\\]|\\.)*"|\\.|\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`|\$\{[^}]*\}|(&&|\|\||;+|\||&|[()]|(?<!\S)[{}](?!\S))|(\s#.*|^#.*)|['"`]|./gs;
  for (const [text, separator, comment] of line.matchAll(piece)) {
    if (comment !== undefined) break;
    if (/^['"`\\]$/.test(text)) return null;
    if (separator === undefined) parts[parts.length - 1] += text;
    else parts.push(text, "");
  }
  return parts;
}
