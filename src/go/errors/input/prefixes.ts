/** A date and a time of day as programs write them: ISO 8601, Go's `log`, bracketed clocks. */
const clock = String.raw`\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?[AP]M)?`;
const date = String.raw`\d{4}[-/.]\d\d[-/.]\d\d`;

/** What CI systems, build tools and editors put before a line. One blank behind it is theirs, the rest is go's. */
const known: readonly RegExp[] = [
  // GitHub Actions, Azure, Kubernetes, Go's log; in brackets too.
  new RegExp(String.raw`^[[(]?${date}(?:[T ]${clock}(?: ?(?:Z|[+-]\d\d:?\d\d))?)?[\])]?[:,]? ?`),
  new RegExp(String.raw`^[[(]?${clock}[\])][:,]? ?`),
  // `gh run view --log`: job, step, time.
  new RegExp(String.raw`^[^\t\n]{1,120}\t[^\t\n]{1,200}\t(?=\ufeff?${date}T)`),
  // Workflow commands: GitHub, Azure, GitLab sections.
  /^##\[(?:error|warning|debug|command|section|group|info)\] ?/,
  /^::(?:error|warning|notice|debug)(?: [^:\n]{0,200})?:: ?/,
  // BuildKit: `#9 33.83 `, `0.094 `, ` > [build 7/7] …`.
  /^#\d+ (?:\d+\.\d+ )?(?:(?:ERROR|WARN)\w*: )?/,
  /^ {0,2}\d{1,6}\.\d{2,3} (?=\S|\t)/,
  // rpmbuild `[   47s] `, Jenkins `[Pipeline]`, systemd `[  3.2] `.
  /^\[ *\d+(?:\.\d+)?s?\] ?/,
  // Levels: `[ERROR] `, `ERROR: `, `[Error - 6:53:48 PM] `, `E! `.
  new RegExp(
    String.raw`^\[(?:error|err|warn(?:ing)?|info|debug|fatal|trace|stderr|stdout|trace)(?: *- *${clock})?\] ?`,
    "i",
  ),
  /^(?:ERROR|ERRO|WARN(?:ING)?|INFO|FATAL|DEBUG)(?:\[[^\]\n]{1,40}\])?:? (?=\S|\t)/,
  // Boxes, quotes of mail and Markdown, docker compose `app-1  | `.
  /^[│┃|>║▌] ?/,
  /^[\w.-]{1,60} +\| ?/,
  /^\*\*(?=\S)/,
  // A prompt's or a list's sign.
  /^[❯➜✗✘✖×•·*-] (?=go\b|\S+@v\d)/,
];

/** Where go's own words begin, behind words of whoever started it. */
const goBegins = /(?:^|[\s\])}:>|'"*(])go: (?=\S)/;

/** A line without the prefixes of programs that are known. What PowerShell frames its records with stays. */
export function withoutKnown(line: string): string {
  if (line.startsWith("Line |")) return line;
  let rest = line;
  for (let round = 0; round < 6; round++) {
    if (rest.startsWith("go: ")) return rest;
    const before = rest;
    for (const pattern of known) rest = rest.replace(pattern, "");
    if (rest === before) return rest;
  }
  return rest;
}

/**
 * Takes off what stands before `go: ` and is no word of go, and the same from the lines that follow, so that their
 * indentation is go's; digits may differ.
 */
export function learning(): (line: string) => string {
  let learnt: { shape: string; length: number } | null = null;
  return (line) => {
    if (learnt !== null && shapeOf(line.slice(0, learnt.length)) === learnt.shape) {
      const rest = line.slice(learnt.length);
      if (!goBegins.test(rest) || rest.startsWith("go: ")) return rest;
    }
    const begin = goBegins.exec(line.length > 4000 ? line.slice(0, 4000) : line);
    const at = begin === null ? 0 : begin.index + (begin[0].startsWith("go: ") ? 0 : 1);
    const before = line.slice(0, at);
    if (before.trim() === "" || isGoOwn(before)) return line;
    learnt = at <= 200 ? { shape: shapeOf(before), length: at } : null;
    return line.slice(at);
  };
}

/** A failure of go that quotes another go: `go: x@v1.0.0: … go: …`, `verifying …`, a go file's place. */
function isGoOwn(before: string): boolean {
  return (
    /^\s*(?:go: |go (?:get|mod|install|list|build|run|test|work)\b|verifying |\S+@v\d\S*: )/.test(
      before,
    ) && !/^\s*go(?:\.exe)? ?: $/.test(before)
  );
}

function shapeOf(prefix: string): string {
  return prefix.replace(/\d/g, "0");
}
