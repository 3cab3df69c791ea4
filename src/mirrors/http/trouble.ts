import type { Code, FindingArgs } from "../../findings.ts";
import { shortened } from "./shorten.ts";

/** The codes with which a request can end that got no answer. */
type TroubleCode = Extract<Code, `net.${string}`> | "proxy.credentials-refused";

/** Why a request got no answer. */
export type Trouble = {
  [C in TroubleCode]: { code: C; args: FindingArgs[C] };
}[TroubleCode];

/** Carries a trouble up to `request`, which returns it. */
export class TroubleError extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble, cause?: unknown) {
    super(trouble.code, { cause });
    this.name = "TroubleError";
    this.trouble = trouble;
  }
}

export function troubleError<C extends TroubleCode>(
  code: C,
  args: FindingArgs[C],
  cause?: unknown,
): TroubleError {
  return new TroubleError({ code, args: shortened(args) } as Trouble, cause);
}

/** The `code` of an error of node, or "". */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}
