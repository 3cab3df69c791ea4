import { findMirror } from "../catalog/lookup.ts";
import { redactValue } from "../go/text/redact.ts";
import { assignmentsIn } from "../go/text/pasted.ts";

/** Words of other tools, of articles and of everyday language, by the verb that does what they say. */
const synonyms: Readonly<Record<string, string>> = {
  use: "switch set change select choose sw config proxy enable on 使用 切换 用 设置",
  current: "get show status now info which print 查看 当前",
  list: "mirrors registries 列表",
  reset: "unset clear restore recover default disable 重置 恢复 还原",
  test: "speed ping bench benchmark speedtest measure latency 测速 测试",
  doctor: "fix diagnose repair checkup 诊断 修复",
  undo: "revert rollback back 撤销 回退",
  "private list": "privates",
  "shell install": "install setup",
  "shell uninstall": "uninstall 卸载",
  version: "paths about",
};

const bySynonym = new Map(
  Object.entries(synonyms).flatMap(([verb, words]) =>
    words.split(" ").map((word) => [word, verb] as const),
  ),
);

const isUrl = (word: string): boolean => /^(?:https?|file):\/\//i.test(word);

/** Whether a word stands for a mirror: a name of the catalog, a URL, what ends a list, a list. */
const isMirror = (word: string): boolean =>
  isUrl(word) ||
  /^(?:direct|off|auto)$/.test(word) ||
  findMirror(word.split(/[,|]/, 1)[0]!) !== null;

/**
 * The command that was meant by words that name no verb (`cn`, `switch cn`, `export GOPROXY=…`, `private corp.com`), as
 * it is typed, with passwords hidden; null where that is not obvious. `group`: the verb before them, "" for none.
 */
export function meantCommand(group: string, words: readonly string[]): string | null {
  const [first = "", ...rest] = words;
  const found = group === "" ? ofProgram(first, rest) : ofGroup(group, first, rest);
  if (found === null) return null;
  return ["goproxy-cfg", ...found.map((word) => typed(redactValue(word)))].join(" ");
}

/** In quotes where a shell would read something into it. */
const typed = (word: string): string =>
  /^[\p{L}\p{N}.:/@=+_-]+$/u.test(word) ? word : `"${word}"`;

function ofProgram(first: string, rest: readonly string[]): string[] | null {
  const line = [first, ...rest].join(" ");
  const set = assignmentsIn(line);
  const value = (name: string) => set.find(({ key }) => key === name)?.value;
  const [proxy, secret] = [value("GOPROXY"), value("GOPRIVATE")];
  if (proxy !== undefined) return ["use", proxy];
  if (secret !== undefined) return ["private", "add", secret];
  if (isMirror(first)) return ["use", first, ...rest];
  const word = first.toLowerCase();
  // `npm config set registry …`, `nrm use …`
  const operands = rest.filter((one) => !/^(?:get|set|add|use|goproxy|registry|proxy)$/i.test(one));
  if (word === "config" && rest[0] === "get") return ["current"];
  if (/^(?:add|new)$/.test(word)) return [rest.some(isUrl) ? "mirror" : "private", "add", ...rest];
  if (/^(?:remove|rm|del|delete)$/.test(word)) {
    return [rest.some((one) => one.includes(".")) ? "private" : "mirror", "remove", ...rest];
  }
  const verb = bySynonym.get(word);
  if (verb === undefined) return null;
  if (verb === "use") return operands.every(isMirror) ? ["use", ...operands] : null;
  return verb === "test" ? ["test", ...operands] : verb.split(" ");
}

function ofGroup(group: string, first: string, rest: readonly string[]): string[] | null {
  const word = first.toLowerCase();
  const isRemoval = /^(?:del|delete|unset|drop)$/.test(word);
  if (group === "private") {
    if (isRemoval) return ["private", "remove", ...rest];
    if (/^(?:set|new|append|use)$/.test(word)) return ["private", "add", ...rest];
    return first.includes(".") ? ["private", "add", first, ...rest] : null;
  }
  if (group === "mirror") {
    if (isRemoval) return ["mirror", "remove", ...rest];
    if (/^(?:use|set|switch)$/.test(word)) return ["use", ...rest];
    return rest.some(isUrl) ? ["mirror", "add", first, ...rest] : null;
  }
  const isShell =
    group === "shell" && /^(?:bash|zsh|sh|ksh|fish|csh|tcsh|nu|pwsh|elvish|xonsh|cmd)$/.test(word);
  return isShell ? ["shell", "install", "--shell", word] : null;
}

// How users of PowerShell and cmd write options, and what their shells make of words before they arrive here.

/** An en dash, an em dash or a bar, which PowerShell takes for a dash, as does who pastes it; `/?` asks for help. */
export function asTyped(word: string): string {
  if (word === "/?" || word === "-?") return "--help";
  const [dashes = ""] = /^-*[\u2013-\u2015][-\u2013-\u2015]*(?=[a-z])/i.exec(word) ?? [];
  if (dashes === "") return word;
  const name = word.slice(dashes.length);
  return dashes.length > 1 || name.length > 1 ? `--${name}` : `-${name}`;
}

/** Where PowerShell's own commands have another name for what an option does. */
const powershellNames: Readonly<Record<string, string>> = {
  whatif: "--dry-run",
  confirm: "--yes",
};

/** The option that an unknown one means to who knows those of PowerShell's commands; else null. */
export function powershellOption(word: string, known: readonly string[]): string | null {
  const [, name = ""] = /^-([A-Za-z][A-Za-z-]+)(?:$|[:=])/.exec(word) ?? [];
  const plain = `--${name.toLowerCase()}`;
  return known.includes(plain) ? plain : (powershellNames[name.toLowerCase()] ?? null);
}

/** The first of the words that stand for `{ … }` in a command line of PowerShell. */
export const isScriptBlock = (word: string): boolean => /^-encodedCommand$/i.test(word);
