import type { ProxyFault, TimePhase } from "../findings-network.ts";

/** What went wrong with a request, before it is given a code. Thrown by the layers below `request`. */
export type Trouble =
  | { kind: "dns"; host: string; reason: "not-found" | "no-answer" }
  | { kind: "unreachable"; host: string }
  | { kind: "refused"; host: string }
  | { kind: "timeout"; host: string; phase: TimePhase; ms: number }
  | { kind: "reset"; host: string }
  | { kind: "tls-untrusted"; host: string; issuer: string; reason: string }
  | { kind: "tls-expired"; host: string; from: string; to: string }
  | { kind: "tls-name"; host: string; names: string }
  | { kind: "not-tls"; host: string }
  | { kind: "malformed"; url: string }
  | { kind: "truncated"; url: string; bytes: number }
  | { kind: "redirect"; url: string; to: string; reason: "insecure" | "too-many" | "invalid" }
  | { kind: "credentials"; url: string }
  | { kind: "proxy"; proxy: string; reason: ProxyFault; status: number | null };

/** Carries a trouble up to `request`, which returns it. */
export class TroubleError extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble, options?: ErrorOptions) {
    super(trouble.kind, options);
    this.name = "TroubleError";
    this.trouble = trouble;
  }
}

/** The `code` of an error of node, or "". */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}
