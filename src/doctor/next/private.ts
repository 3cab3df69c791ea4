import type { Note } from "../../findings.ts";
import { looksPrivate, publicForges } from "../../go/patterns/hosts.ts";
import { route } from "../../go/route/route.ts";
import type { Remark } from "../finding.ts";
import { settingsOf } from "../network.ts";
import { byHand, type Here, hostOf, type NextStep, run } from "./step.ts";

/** A module that looks private, or that the public database could not have: it is kept off the mirrors. */
export function privateStep(found: Note, module: string, here: Here): NextStep | null {
  const found404 = found.code === "sumdb.unreachable" && isUnknownThere(found.args);
  const looks = looksPrivate(module) !== null;
  if (!looks && !found404) return null;
  const host = module.split("/", 1)[0]!;
  // Asked past every mirror: its name went nowhere else.
  if (hostOf(found) === host) return ownHostStep(found, module);
  const isPrivate = route({ module, settings: settingsOf(here), at: here.at }).private.matched;
  // Settled already, and go asks the host itself: no mirror can help.
  if (isPrivate) return found404 ? null : byHand("network");
  const remarks: Remark[] = looks ? [{ what: "private", host }] : [];
  return { command: `goproxy-cfg private add ${patternFor(module)}`, remarks };
}

/** Its own host was asked: one that answers has been reached. */
function ownHostStep({ code, args }: Note, module: string): NextStep {
  if (code.startsWith("net.tls")) return byHand("trust");
  if (code === "net.auth") return byHand("login");
  if (code !== "net.status") return byHand("network");
  const isMissing = args.status === 404 || args.status === 410;
  return isMissing ? run(`git ls-remote https://${module}`) : byHand("server");
}

/** The host, or what stands below it for an owner where everybody can publish. */
export function patternFor(module: string): string {
  const [host = "", owner] = module.split("/");
  return publicForges.includes(host) && owner !== undefined ? `${host}/${owner}` : host;
}

/** The database has looked for the module and found none; a missing tile is the mirror's. */
export function isUnknownThere({ url, status }: { url: string; status: number | null }): boolean {
  return (status === 404 || status === 410) && !/\/tile\//.test(url);
}
