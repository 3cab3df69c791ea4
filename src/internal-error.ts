import packageJson from "../package.json" with { type: "json" };
import { Failure } from "./failure.ts";
import { redactText } from "./go/text/redact.ts";

/** What was thrown, as a Failure: one of ours unchanged, a fault of this program with what a report of it needs. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const { version, platform, arch } = globalThis.process;
  const failure = new Failure("internal", {
    problem: reportable(error instanceof Error ? error.message : String(error)),
    version: packageJson.version,
    node: version,
    system: `${platform} ${arch}`,
  });
  if (error instanceof Error && error.stack !== undefined) failure.stack = reportable(error.stack);
  return failure;
}

/** A path from the root, on Windows from a drive or a share; what follows a host in a URL is none. */
const absolutePath = /(?<![\w.:/\\])(?:file:\/\/)?(?:[A-Za-z]:)?(?:[\\/]+[^\s\\/'"`():]+)+/g;

/** The same as node quotes it, with what else may stand in it. */
const quotedPath = /'(?:[A-Za-z]:)?[\\/][^'\n]*'/g;

/** What may stand in a public report: no secret, of our own files the name, of other paths nothing. */
export function reportable(text: string): string {
  return redactText(text)
    .replace(quotedPath, "'<path>'")
    .replace(absolutePath, (path) => {
      const name = /[^\\/]+\.[jt]s$/.exec(path)?.[0];
      return name === undefined ? "<path>" : `…/${name}`;
    });
}
