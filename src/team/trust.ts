import { type Context, pathsOf, variable } from "../context.ts";
import { Failure } from "../failure.ts";
import { stateFolder } from "../folders.ts";
import { appendLine, readLines } from "../changes/jsonl.ts";

/** Where it is kept to which content of which file the user has consented, each in a line, so that none is lost. */
const store = (ctx: Context) => pathsOf(ctx).join(stateFolder(ctx), "trusted.jsonl");

/** Throws Failure `bad-flag-value` for what is no SHA-256. */
export function checkTrustFlag(trust: string | undefined): void {
  if (trust === undefined || /^[0-9a-f]{64}$/i.test(trust)) return;
  throw new Failure("bad-flag-value", { flag: "--trust", value: trust, allowed: "SHA-256" });
}

/** Whether exactly this content was named by `--trust` or GOPROXY_CFG_TRUST (several, by spaces or commas). */
export function isNamed(ctx: Context, sha256: string, trust: string | undefined): boolean {
  const listed = (variable(ctx, "GOPROXY_CFG_TRUST") ?? "").split(/[\s,]+/);
  return [trust ?? "", ...listed].some((one) => one.toLowerCase() === sha256);
}

/** Whether the user has consented before to exactly this content in this place. */
export function isRemembered(ctx: Context, file: string, sha256: string): boolean {
  let found = false;
  try {
    readLines(ctx, store(ctx), (line) => {
      found ||= line["file"] === file && line["sha256"] === sha256;
    });
  } catch (error) {
    // What cannot be read is no consent.
    if (!(error instanceof Failure)) throw error;
  }
  return found;
}

/** Remembers the consent, for this user alone. Throws Failure `write-failed`. */
export function remember(ctx: Context, file: string, sha256: string): void {
  if (!isRemembered(ctx, file, sha256)) appendLine(ctx, store(ctx), { file, sha256 }, false);
}
