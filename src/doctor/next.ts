import type { FindingArgs, Note } from "../findings.ts";
import { looksPrivate } from "../go/patterns/hosts.ts";
import { catalog } from "../catalog/catalog.ts";
import { findRetired, mirrorAt } from "../catalog/lookup.ts";
import { redactUrl } from "../go/text/redact.ts";
import { dropCommand, lastingFix, unsetCommand } from "./check.ts";
import {
  isUnknownThere,
  patternFor,
  privateStep,
  type About,
  byHand,
  type Here,
  hostIn,
  type NextStep,
  run,
  withoutSums,
} from "./next-step.ts";

/** The next step for an error. None leads the name of a module that looks private to another public mirror. */
export function nextStep(found: Note, about: About, here: Here): NextStep {
  const { module } = about;
  const isForModule = /^(?:net\.(?!http-proxy|clock)|sumdb\.unreachable|private\.leaks|download\.)/;
  if (module !== null && isForModule.test(found.code)) {
    const step = privateStep(found, module, here);
    if (step !== null) return step;
  }
  return byCode(found, about, here);
}

function byCode(found: Note, { module, byEditor, isLive }: About, here: Here): NextStep {
  switch (found.code) {
    case "private.leaks":
      return run(`goproxy-cfg private add ${patternFor(found.args.module)}`);
    case "net.dns":
    case "net.timeout":
    case "net.reset":
      return mirrorStep(found.args.host, module);
    case "net.refused":
      return found.args.by === "firewall"
        ? byHand("firewall")
        : mirrorStep(found.args.host, module);
    case "net.tls-name":
      return found.args.reason === "no-san"
        ? byHand("server")
        : mirrorStep(found.args.host, module);
    case "net.not-tls":
    case "net.tls-expired":
      return mirrorStep(found.args.host, module);
    case "net.tls-untrusted":
      return byHand("trust");
    case "net.offline":
      // Perhaps the names of these mirrors alone cannot be resolved: another one may answer.
      return { ...byHand("network"), command: "goproxy-cfg use auto" };
    case "net.clock":
      return byHand("clock");
    case "net.status":
    case "net.rate-limited":
    case "net.bad-response":
    case "net.wrong-version":
    case "net.truncated":
    case "net.redirect":
      return mirrorStep(hostIn(found.args.url), module);
    case "proxy.credentials-refused":
      return byHand("value");
    case "net.auth":
      return byHand("login");
    case "net.captive-portal":
      return byHand("network");
    case "net.http-proxy":
      return httpProxyStep(found.args.reason, here);
    case "sumdb.unreachable":
      return databaseStep(found.args, module);
    case "sumdb.mismatch":
      if (isLive) return mismatchStep(found.args, here);
      return /^\S+@v\d/.test(found.args.module)
        ? run(`goproxy-cfg doctor --module ${found.args.module}`)
        : run("go mod verify");
    case "sumdb.invalid":
    case "toolchain.sumdb-off":
      return dropOr("GOSUMDB", "go env -u GOSUMDB", here);
    case "proxy.off":
      if (byEditor) return { command: "go mod download", remarks: [{ what: "editor" }] };
      return run("goproxy-cfg use auto");
    case "proxy.empty":
    case "proxy.invalid":
    case "proxy.unusable":
      return here.settings.get("GOPROXY")?.origin.kind === "os"
        ? dropOr("GOPROXY", "goproxy-cfg use auto", here)
        : run("goproxy-cfg use auto");
    case "go.module-mode":
      return dropOr(found.args.key, `go env -u ${found.args.key}`, here);
    case "go.bricked": {
      const { key } = found.args;
      return key === null ? byHand("value") : dropOr(key, `go env -u ${key}`, here);
    }
    case "goauth.invalid":
      return dropOr("GOAUTH", "go env -u GOAUTH", here);
    case "govcs.invalid":
      return dropOr("GOVCS", "go env -u GOVCS", here);
    case "env.shadowed":
      return run(
        lastingFix(found.args.by, found.args.key, true) ?? unsetCommand(here, found.args.key),
      );
    case "private.no-credentials":
      return loginStep(found.args, module);
    case "git.missing":
      return byHand("install-git");
    case "go.missing":
      return byHand("install-go");
    case "toolchain.unavailable":
      return toolchainStep(found.args, here);
    case "gateway.down":
      return run("goproxy-cfg gateway up");
    case "cache.full":
      return run("go clean -modcache");
    case "cache.unwritable":
      return cacheStep(found.args, here);
    case "go.flags-refused":
      return dropOr("GOFLAGS", "go env -u GOFLAGS", here);
    case "log.unrecognised":
      return found.args.why === "goflags"
        ? dropOr("GOFLAGS", "go env -u GOFLAGS", here)
        : { command: null, remarks: [] };
    default:
      return { command: null, remarks: [] };
  }
}

function dropOr(key: string, command: string, here: Here): NextStep {
  const setting = here.settings.get(key);
  return run((setting && dropCommand(here, setting)) || command);
}

/** A mirror that does not serve: what answers in its place. A host that is no mirror needs one in front of it. */
function mirrorStep(host: string, module: string | null): NextStep {
  const retired = host === "" ? null : findRetired(`https://${host}`);
  if (retired?.kind === "retired") return run(`goproxy-cfg use ${retired.instead}`);
  const isCompany =
    looksPrivate(`${host.replace(/:\d+$/, "")}/x`) !== null && !/^127\.|^localhost/.test(host);
  // A company's own mirror has modules that no public one has: it is looked at before it is left.
  if (isCompany)
    return module === null ? byHand("server") : run(`goproxy-cfg why ${module} --probe`);
  return run(isGoogle(host) ? "goproxy-cfg use cn" : "goproxy-cfg use auto");
}

/** What cannot be reached from China, where most of these messages come from: the mirrors there serve it. */
function isGoogle(host: string): boolean {
  return /(?:^|\.)(?:golang\.org|googleapis\.com|googlesource\.com|go\.dev)(?::\d+)?$/.test(host);
}

function httpProxyStep(reason: string, here: Here): NextStep {
  if (reason === "not-tls") return byHand("value");
  if (reason === "auth" || reason === "status" || reason === "target-refused")
    return byHand("proxy");
  const key = here.proxyVariable;
  return key === null ? byHand("proxy") : run(unsetCommand(here, key));
}

function databaseStep(
  { database, url, status, cause }: FindingArgs["sumdb.unreachable"],
  module: string | null,
): NextStep {
  if (isUnknownThere({ url, status })) {
    return module === null ? byHand("server") : run(`goproxy-cfg why ${module}`);
  }
  if (cause === "net.tls-untrusted") return byHand("trust");
  const isPublic = database === "" || /^sum\.golang\.(?:org|google\.cn)$/.test(database);
  return isPublic ? run("goproxy-cfg use cn") : byHand("server");
}

function loginStep(
  { host, reason }: { host: string; reason?: string },
  module: string | null,
): NextStep {
  const pattern = module === null ? host : patternFor(module);
  switch (reason) {
    case undefined:
      return run(`goproxy-cfg private add ${pattern} --git ssh`);
    case "ssh-key":
    case "host-key":
      return run(`ssh -T git@${host}`);
    case "refused":
      return run(`git ls-remote https://${module ?? host}`);
    default:
      return pattern === "" ? byHand("login") : run(`goproxy-cfg private add ${pattern} --git ssh`);
  }
}

function toolchainStep(
  { reason, toolchain }: { reason: string; toolchain: string },
  here: Here,
): NextStep {
  switch (reason) {
    case "local":
    case "pinned":
    case "path": {
      const setting = here.settings.get("GOTOOLCHAIN");
      const drop = setting === undefined ? null : dropCommand(here, setting);
      return run(drop ?? "go env -w GOTOOLCHAIN=auto");
    }
    case "language":
      return run(`go mod edit -toolchain=${toolchain}.0`);
    case "not-served":
    case "proxy-off":
      return run(`goproxy-cfg use ${toolchainMirrors().join(" ")}`);
    default:
      return byHand("install-go");
  }
}

/** The one that differs from the others is mended; where that is the public record, nothing is to be done in a hurry. */
function mismatchStep(args: FindingArgs["sumdb.mismatch"], { terminal }: Here): NextStep {
  const { odd, agrees, url, module } = args;
  if (odd === "database") return byHand("checksum");
  if (odd === "go.sum" && /^[\w.~/-]+@[\w.+-]+$/.test(module))
    return run(withoutSums(module, terminal?.name ?? "sh"));
  const isShown = agrees && redactUrl(agrees) === agrees && !/['\s]/.test(agrees);
  return run(`goproxy-cfg use ${isShown ? `'${agrees}'` : otherThan(url)}`);
}

/** A mirror of the catalog that is not the one that served something else than the database has. */
function otherThan(url: string): string {
  const trusted = ["goproxy.cn", "official"];
  return trusted.find((id) => mirrorAt(url)?.id !== id) ?? "official";
}

/** Mirrors of the catalog that serve toolchains, the first two. */
function toolchainMirrors(): string[] {
  const serving = catalog.filter(
    ({ serves, status, chain }) => serves.toolchain && status === "active" && chain === null,
  );
  return serving.slice(0, 2).map(({ id }) => id);
}

function cacheStep(
  { key, folder, reason }: { key: string; folder: string; reason: string },
  here: Here,
): NextStep {
  if (/another process|另一个程序|virus|病毒/i.test(reason)) return byHand("disk");
  if (/^[A-Za-z]:\\/.test(folder)) return byHand("disk");
  const isOurs = folder.startsWith("/") && !/[^\w./@+-]/.test(folder);
  const denied = /denied|not permitted|拒绝|权限/.test(reason);
  if (denied && isOurs && here.at.platform !== "win32") {
    return run(`sudo chown -R "$(id -un)" ${folder}`);
  }
  const home = here.at.platform === "win32" ? "%USERPROFILE%\\go\\pkg\\mod" : '"$HOME/go/pkg/mod"';
  return key === "GOMODCACHE" ? run(`go env -w GOMODCACHE=${home}`) : byHand("disk");
}
