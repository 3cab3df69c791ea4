import type { FindingCode, FindingArgs } from "../findings.ts";

/** The codes with which a request can end that got no answer. */
type NetworkFaultCode = Extract<FindingCode, `net.${string}`> | "proxy.credentials-refused";

/** Why a request got no answer. */
export type NetworkFault = {
  [C in NetworkFaultCode]: { code: C; args: FindingArgs[C] };
}[NetworkFaultCode];

/** Carries a fault up to `request`, which returns it. */
export class NetworkFaultError extends Error {
  readonly trouble: NetworkFault;

  constructor(trouble: NetworkFault, cause?: unknown) {
    super(trouble.code, { cause });
    this.name = "NetworkFaultError";
    this.trouble = trouble;
  }
}

export function networkFaultError<C extends NetworkFaultCode>(
  code: C,
  args: FindingArgs[C],
  cause?: unknown,
): NetworkFaultError {
  return new NetworkFaultError({ code, args: shortened(args) } as NetworkFault, cause);
}

/** The `code` of an error of node, or "". */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}

/** Characters of what a server said that are shown; the URL of a module fits in. */
const most = 300;

/** What a server said, as much of it as a person reads: it may have sent a megabyte to fill the screen. */
export function shorten(text: string): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** The arguments of a finding, each text shortened. */
export function shortened<T extends object>(args: T): T {
  const all = Object.entries(args).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === "string" ? shorten(value) : value,
  ]);
  return Object.fromEntries(all) as T;
}
