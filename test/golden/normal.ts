import type { Lab } from "../support/lab/lab.ts";

/** Where the tool looks for a go to be named in a hint. */
const usualFolders =
  /(?:\/usr\/local\/go|\/opt\/homebrew|\/home\/linuxbrew\/\.linuxbrew|\/usr\/local|\/usr\/lib\/go|\/snap|\/opt\/go|\/opt\/local|<home>\/go)(?=\/bin\b)/g;

/** The text without what differs from one run, or one machine, to the next. */
export function normalised(
  text: string,
  { root, version, lab }: { root: string; version: string; lab: Lab },
): string {
  const literal = [
    [root, "<root>"],
    [new URL(lab.url()).host, "127.0.0.1:<port>"],
    [version, "<go version>"],
    [process.version, "<node version>"],
  ] as const;
  return (
    literal
      .reduce((all, [from, to]) => all.replaceAll(from, to), text)
      // Where a go lies outside PATH is this machine's affair.
      .replace(usualFolders, "<usual folder>")
      .replace(/\b(?:linux|darwin)\/(?:amd64|arm64)\b/g, "<os>/<arch>")
      .replace(/(?:^ {4}at .*\n)+/gm, "    at <stack>\n")
      .replace(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z| \d\d:\d\d(?: UTC)?)/g, "<time>")
      .replace(/\b\d+(?:\.\d+)?(?= ?(?:ms|毫秒)\b)/g, "<n>")
      .replace(/("\w*[mM]s": )\d+(?:\.\d+)?/g, "$1<n>")
  );
}
