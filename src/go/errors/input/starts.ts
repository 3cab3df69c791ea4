/** A line with which go, or another program, begins something of its own; the indentation is off. */
const starts =
  /^(?:go(?:\.exe)?: |go (?:get|mod|install|list|build|run|test|env|work|vet|generate|tool|clean|fmt)\b|verifying \S+@v|cmd\/go: |warning: GO|build \S+: |package \S+: |\S+\.go:\d+(?::\d+)?: |(?:Get|read|reading|Head) "?(?:https?|file):|(?:https|http) fetch|PS [^\n]{0,200}>|At line:|At \S.*:\d+ char:\d+|\+ |make(?:\[\d+\])?: |The command |Error: |ERROR|exit status \d|Exception|NativeCommandExitException|FAIL\b|ok\s|Step \d|-{3,}>|={3,}|\*{5,}|#\d+ |\$ )/;

/** Words that belong to what go said before, also where nothing indents them. */
const continues =
  /^(?:server response:|fatal: |remote: |error: |ssh: |git@|Host key |Permission denied|Please make sure|and the repository exists|Confirm the import path|If this is a private repo|SECURITY ERROR|This download does NOT|The bits may|have intercepted|For more information|note: module requires|to create a module|module declares its path|but was required as|downloaded: |go\.sum: |(?:[\w.-]+): +h1:|\.\s*$)/;

/** How a line ends that go goes on with in the next one. */
const wantsMore =
  /(?:\b(?:requires|imports|tested by|updating to)|exit status \d+:|parsing go\.mod:|server response:)\s*$/;

/** The same, of a line whose beginning a console may have cut off: it could be the rest of a module's name. */
const startsWithModule =
  /^(?:[\w-]+(?:\.[\w-]+)+(?:\/[\w.~+-]+)*@v\d[\w.+-]*(?:\/go\.mod)?(?: \([^)\n]*\))?: |[\w.~/@+-]+ (?:imports|requires|tested by)$)/;

export function isStart(line: string): boolean {
  return starts.test(line) || startsWithModule.test(line);
}

/** Whether a line certainly begins something, whatever stands above it. */
export function isCertainStart(line: string): boolean {
  return starts.test(line);
}

export function isContinuation(line: string): boolean {
  return continues.test(line);
}

export function wantsNext(line: string): boolean {
  return wantsMore.test(line);
}
