import type { ByHand, Note } from "../findings.ts";
import type { Facts } from "./facts.ts";
import type { Remark } from "./finding.ts";
import { looksPrivate, publicForges } from "../go/patterns/hosts.ts";
import { route } from "../go/route/route.ts";
import { settingsOf } from "./network.ts";

/** What to do about a finding: one command that works when it is pasted, or why there is none. */
export interface NextStep {
  command: string | null;
  remarks: Remark[];
}

/** What a step depends on: the settings, the shell that is to run it, and who asks. */
export type Here = Pick<Facts, "at" | "settings" | "terminal" | "proxyVariable">;

export interface About {
  /** The module that could not be had; null where none is known. */
  module: string | null;
  byEditor?: boolean;
  /** It was seen here and now, not in a log. */
  isLive?: boolean;
}

export function run(command: string): NextStep {
  return { command, remarks: [] };
}

export function byHand(how: ByHand): NextStep {
  return { command: null, remarks: [{ what: "by-hand", how }] };
}

/** Whom a finding is about, without the port. */
export function hostOf({ args }: Note): string {
  const { host, url } = args as { host?: string; url?: string };
  return (host ?? hostIn(url ?? "")).replace(/:\d+$/, "");
}

export function hostIn(url: string): string {
  return /^[a-z]+:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(url)?.[1] ?? "";
}

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

/** The lines of a module version go out of go.sum, and go writes what is right. */
export function withoutSums(module: string, shell: string): string {
  const words = module.replace("@", " ");
  const pattern = `^${words.replaceAll(/[.+]/g, "[$&]")}[ /]`;
  if (shell === "cmd")
    return `findstr /v /b /c:"${words}" go.sum > go.new & move /y go.new go.sum & go mod tidy`;
  if (shell === "pwsh")
    return `(Get-Content go.sum) -notmatch '${pattern}' | Set-Content go.sum; go mod tidy`;
  return `sed -i.bak '\\|${pattern}|d' go.sum && go mod tidy`;
}
