import type { FindingCode } from "../../findings.ts";
import type { DoctorCheck } from "../check.ts";
import type { FailedModule } from "../../go/errors/chain.ts";
import { findRetired, redirectingTo } from "../../catalog/lookup.ts";
import { hostOf } from "../../go/url/proxy-host.ts";
import type { Facts } from "../facts.ts";
import { type Diagnosis, diagnosis, type Remark } from "../finding.ts";
import { ofStartup } from "../values.ts";
import { nextStep } from "../next.ts";
import { type Cause, placeOf } from "../log.ts";

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

/** So many modules of a cause are named. */
const named = 3;

/** A cause of a log as a finding: the modules that it broke are counted, and what is known of the address is said. */
export function findingOf(cause: Cause, facts: Facts): Diagnosis {
  const { note, modules } = cause;
  const { command, remarks } = nextStep(
    note,
    { module: modules[0]?.path ?? null, ...cause },
    facts,
  );
  const retired = note.code.startsWith("sumdb.") ? null : retiredIn(note.args);
  const all: Remark[] = [
    ...(modules.length === 0 ? [] : [concerned(modules)]),
    ...(retired === null ? [] : [{ what: "retired", instead: retired } as const]),
    ...behind(note.args),
    ...remarks,
  ];
  const repair = note.code === "env.shadowed" ? ofStartup(facts.settings.get(note.args.key)) : null;
  return diagnosis(note, { command, remarks: all, repair });
}

/** Go names the host that it was sent on to, which nobody has in a setting. */
function behind(args: object): Remark[] {
  const { url, host } = args as { url?: string; host?: string };
  const shown = host ?? hostOf(url ?? "") ?? "";
  const mirror = redirectingTo(shown.replace(/:\d+$/, ""));
  return mirror === null ? [] : [{ what: "mirror-behind", host: shown, mirror: mirror.id }];
}

function concerned(modules: readonly FailedModule[]): Remark {
  const names = modules.map(({ path, version }) =>
    version === null ? path : `${path}@${version}`,
  );
  return { what: "modules", named: names.slice(0, named), more: Math.max(0, names.length - named) };
}

/** The catalog's word on the address: it ended, or never was a mirror. */
function retiredIn(args: object): string | null {
  const { url, host } = args as { url?: string; host?: string };
  if (url?.includes("/@")) return findRetired(placeOf(url))?.instead ?? null;
  // Pages about Go are asked for their modules, too, past every mirror.
  const known = host ? findRetired(`https://${host}`) : null;
  return known?.kind === "retired" ? known.instead : null;
}
