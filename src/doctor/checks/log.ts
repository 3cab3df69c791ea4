import type { FindingCode } from "../../findings.ts";
import type { DoctorCheck } from "../check.ts";
import { findingOf } from "../log/findings.ts";

/** All that a message of go may be about. */
const causeCodes: readonly FindingCode[] = [
  "proxy.off",
  "proxy.empty",
  "proxy.invalid",
  "proxy.unusable",
  "proxy.credentials-refused",
  "sumdb.invalid",
  "sumdb.mismatch",
  "sumdb.unreachable",
  "go.flags-refused",
  "go.missing",
  "go.bricked",
  "go.module-mode",
  "env.shadowed",
  "goauth.invalid",
  "govcs.invalid",
  "toolchain.sumdb-off",
  "toolchain.unavailable",
  "git.missing",
  "private.no-credentials",
  "net.offline",
  "net.dns",
  "net.refused",
  "net.timeout",
  "net.reset",
  "net.tls-expired",
  "net.tls-name",
  "net.tls-untrusted",
  "net.not-tls",
  "net.status",
  "net.auth",
  "net.rate-limited",
  "net.bad-response",
  "net.wrong-version",
  "net.truncated",
  "net.redirect",
  "net.http-proxy",
  "cache.full",
  "cache.unwritable",
];

/** What go said in the log that the user gave. */
export const log: DoctorCheck = {
  id: "log",
  codes: [...causeCodes, "log.not-understood", "log.unrecognised"],
  run: (facts) => (facts.asking.log ?? []).map((cause) => findingOf(cause, facts)),
};
