import { note, type Note } from "../../findings.ts";
import { body, status, sumdb } from "./causes/answer.ts";
import { cache, settings, toolchain } from "./causes/machine.ts";
import { connection, tls, httpProxy } from "./causes/connection.ts";
import { git } from "./causes/git.ts";
import { firstOf, type Wording, type Understood, row } from "./causes/row.ts";
import { type Chain, chainOf } from "./chain.ts";
import { redactGoWords } from "../text/redact.ts";
import { linesOf } from "./input/lines.ts";
import { isContinuation, isStart, wantsNext } from "./input/wraps.ts";

/** Causes that a whole message tells: they stand in no place of their own. */
const byMessage: readonly (readonly Wording[])[] = [settings, toolchain];

/** Causes in the innermost words. What wraps another error comes after it. */
const byCause: readonly (readonly Wording[])[] = [
  git,
  sumdb,
  httpProxy,
  tls,
  status,
  cache,
  body,
  connection,
];

/**
 * Why go could not have what it wanted, from a message that was taken apart; `no-failure` where go says something
 * else, null where a failure is there that is not understood.
 */
export function causeOf(chain: Chain): Understood | null {
  for (const rows of byMessage) {
    const found = firstOf(rows, chain.said, chain);
    if (found !== null) return found;
  }
  for (const rows of byCause) {
    const found = firstOf(rows, chain.cause, chain);
    if (found !== null) return ofDatabase(found, chain);
  }
  const other = firstOf(others, chain.said, chain);
  if (other !== null) return other;
  return isFailure(chain) ? null : "no-failure";
}

/** A request to the checksum database that failed is about the database, whatever the failure was. */
function ofDatabase(found: Understood, { database, operation }: Chain): Understood {
  if (database === null || operation === null || found === "no-failure") return found;
  if (!found.code.startsWith("net.") || found.code === "net.http-proxy") return found;
  const answered = "status" in found.args ? (found.args.status ?? null) : null;
  const cause = found.code as Note["code"];
  return note("sumdb.unreachable", "error", {
    database,
    url: operation.url,
    cause,
    status: answered,
  });
}

/** Words that only a failed download has; go's other errors are no matter of ours. */
function isFailure({ operation, cause, said, head }: Chain): boolean {
  if (operation !== null) return /\S/.test(cause) && !/^#? ?get /.test(head);
  if (/\bgit /.test(said) && said.includes("exit status 128")) return true;
  return /\bdial (?:tcp|udp)|\bverifying \S|proxyconnect|^go(?: \w+)?: \S+@v\d\S*: \S|connectex|x509: /.test(
    said,
  );
}

/** Words of go that are no failure of a download, and words of a shell in the place of go's. */
export const others: readonly Wording[] = [
  row(
    /(?:The term 'go(?:\.exe)?' is not recogni[sz]ed|无法将“go(?:\.exe)?”项识别为|無法辨識 'go'|'go(?:\.exe)?' is not recogni[sz]ed as an internal|'go(?:\.exe)?' 不是内部或外部命令|'go(?:\.exe)?' 不是內部或外部命令|\bgo(?:\.exe)?: (?:command )?not found|command not found: go\b|Unknown command:? '?go\b|exec: "go(?:\.exe)?": executable file not found)/,
    () => note("go.missing", "error", { hint: null, unusable: null }),
  ),
  row(
    /(?:cannot be loaded because running scripts is disabled|禁止运行脚本|execution of scripts is disabled|about_Execution_Policies)/,
    ([said]) => note("log.unrecognised", "warning", { why: "execution-policy", said }),
  ),
  row(
    /invalid version: unknown revision|unknown revision \S+|no matching versions for query|ambiguous import|missing go\.sum entry|updates to go\.(?:mod|sum) needed|module declares its path as|inconsistent vendoring|case-insensitive import collision|is not a known dependency|cannot find main module|go\.mod file not found|no required module provides package|but does not contain package|does not contain package|missing dot in first path element|is not in (?:GOROOT|std)|malformed module path|malformed import path|import cycle|build constraints exclude|use of internal package|relative import|replacement module|conflicts? with|should be v0 or v1|invalid version: (?:module contains a go\.mod|missing|should|go\.mod|must be)|version "[^"]*" invalid|invalid pseudo-version|retracted|deprecated|module lookup disabled by -mod|-mod=(?:vendor|readonly)|cannot query module due to -mod=vendor|import lookup disabled by -mod|is explicitly required in go\.mod|to add it:|not a package|no Go files|undefined: |syntax error|no non-test Go files|disallowed version string|verified|found packages|patterns? matched no packages|go: no module|already exists|loading retractions|is a program, not an importable package|cannot find package|is excluded|flag provided but not defined/,
    () => "no-failure",
  ),
];

/** One message of go about something that it could not have. */
export interface GoFailure extends Chain {
  /** null: not understood. */
  note: Note | null;
}

/** What go says in a log. */
export interface Reading {
  /** In their order. */
  failures: GoFailure[];
  /** The first words of go that are no failure of a download; null where there are none. */
  other: string | null;
}

/** The failures of go in a log; `decodeLog` makes the text of its bytes. Linear in its length. */
export function readErrors(log: string): Reading {
  const reading: Reading = { failures: [], other: null };
  for (const group of groupsOf(linesOf(log))) {
    const failure = failureOf(group);
    if (failure !== null) reading.failures.push(failure);
    else if (/^(?:go\b|\S+\.go:\d)/.test(group.lines[0]!))
      reading.other ??= group.lines.slice(0, 3).join(" ");
  }
  return reading;
}

function failureOf(group: Group): GoFailure | null {
  const read = understood(group.lines);
  if (read.note === "no-failure") return null;
  if (isClear(read) || group.after.length === 0) return asFailure(read);
  // A console cut the line, perhaps in the middle of a word.
  for (const joint of ["", " "]) {
    for (let count = 1; count <= group.after.length; count++) {
      const whole = understood([...group.lines.slice(0, -1), joined(group, count, joint)]);
      if (isClear(whole)) return asFailure(whole);
    }
  }
  return asFailure(read);
}

type Read = Omit<GoFailure, "note"> & { note: ReturnType<typeof causeOf> };

/** Without secrets from the start: a part of a message no longer tells what a colon in it stands behind. */
function understood(lines: readonly string[]): Read {
  const chain = chainOf(lines.map(redactGoWords));
  return { ...chain, note: causeOf(chain) };
}

/** A connection of which only the place in the message tells that none came about is no clear case. */
function isClear({ note: found }: Read): boolean {
  if (found === null || found === "no-failure") return false;
  return !(found.code === "net.refused" && found.args.by === "unknown");
}

function asFailure({ note: found, ...chain }: Read): GoFailure {
  return { ...chain, note: found === "no-failure" ? null : found };
}

function joined({ lines, after }: Group, count: number, joint: string): string {
  return [lines.at(-1)!, ...after.slice(0, count)].join(joint);
}

/** Lines that go printed as one message. */
export interface Group {
  /** Without their indentation. */
  lines: string[];
  /** What follows at the left edge and begins nothing: the rest of a line that a console cut, perhaps. */
  after: string[];
}

/** Lines that the program which started go writes below its words: a stack of node, what gopls tells of itself, a fence. */
const isOfCaller = (text: string) =>
  /^(?:at \S[^\n]*[(\s](?:node:|file:|\/|[A-Z]:\\)[^()\n]*:\d+:\d+\)?(?: \{)?$|(?:snapshot|directory|query|package)=|```|code: -?\d|killed: |signal: (?:null|'S)|cmd: ')/.test(
    text,
  );

const quiet =
  /^(?:go: (?:(?:downloading|finding|extracting)(?: module for package)? \S+(?: v\S+)?(?: \([^)]*\))?$|(?:added|upgraded|found|creating|to add) )|\s*$)/;

/**
 * The messages of a log that could be about a failure: a line, with the ones that belong to it because they are
 * indented more, or because of their words where a program has taken the indentation away. Linear.
 */
export function groupsOf(lines: readonly string[]): Group[] {
  const groups: Group[] = [];
  let current: Current | null = null;
  for (const line of lines) {
    const text = line.trim();
    if (text === "" || isOfCaller(text)) continue;
    const indent = indentOf(line);
    if (current !== null && belongs(text, indent, current)) {
      if (/\bserver response:/.test(text)) current.quoting = true;
      add(current.group.lines, text);
      continue;
    }
    const isQuiet = quiet.test(text);
    if (current !== null && !isQuiet && !isStart(text) && current.group.after.length < 4) {
      current.group.after.push(line.replace(current.lead, "").trimEnd());
      if (!mayFail(text)) continue;
    }
    current = null;
    if (isQuiet) continue;
    const group = { lines: [text], after: [] };
    groups.push(group);
    const lead = line.slice(0, line.length - line.trimStart().length);
    current = { group, lead, indent, quoting: /\bserver response:/.test(text) };
  }
  return groups.filter(({ lines: said }) => said.some(mayFail));
}

interface Current {
  group: Group;
  /** White space before its first line, and the columns of that. */
  lead: string;
  indent: number;
  quoting: boolean;
}

function belongs(
  text: string,
  indent: number,
  { group, indent: first, quoting }: Current,
): boolean {
  const last = group.lines.at(-1)!;
  const start = isStart(text);
  if (indent > first)
    return !(start && /^go: \S+@v\d\S*: /.test(text) && !wantsNext(last) && !quoting);
  if (start) return wantsNext(last) && !/^(?:go: |PS |At |\+ |Error|ERROR|make|\$ )/.test(text);
  if (wantsNext(last) || isContinuation(text)) return true;
  // A program took the indentation away: what the server said goes on until go begins something new.
  return (
    quoting && indent >= first && group.lines.some((one) => one.startsWith("server response:"))
  );
}

/** A message of a thousand lines says nothing that its first ones do not. */
function add(lines: string[], text: string): void {
  if (lines.length < 200) lines.push(text);
}

function indentOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === "\t") columns += 8;
    else if (character === " ") columns += 1;
    else break;
  }
  return columns;
}

const signs =
  /https?:|file:|exit status|verif|dial tcp|lookup |x509|tls|proxy|zip|EOF|toolchain|GO[A-Z1]{3,}|requires go|running go|maximum supported|checksum|SECURITY|fatal:|denied|space|quota|read-only|parsing|recognized|recognised|command not found|@v\d|no secure|import path|too many|virus|used by another|stream error|malformed|invalid|cannot find|GOPATH|hash|timeout|timed out|\$GO|no such host|KEY=VALUE|environment setting|virtual|module cache|build cache|not a directory|executable file not found|not (?:implemented|supported|in std)|signal: |内部或外部命令|识别为|禁止运行/;

/** Whether a line could be go's words about a failure: most lines of a log are not looked at closer. */
export function mayFail(line: string): boolean {
  return signs.test(line);
}
