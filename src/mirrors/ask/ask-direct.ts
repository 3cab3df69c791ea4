import { type Context, type Env, pathsOf } from "../../context.ts";
import { note, type Note } from "../../findings.ts";
import type { ModuleFile } from "../../go/route/walk.ts";
import {
  type DirectSettings,
  judgeRepoRoot,
  type RepoRoot,
  rootOnPage,
} from "../../go/route/repo-root.ts";
import { matchPrefixPatterns } from "../../go/patterns/patterns.ts";
import type { GoVersion } from "../../go/version.ts";
import { findProgram, programOfFolder, startProgram } from "../../programs.ts";
import { redactText, redactUrl } from "../../go/text/redact.ts";
import { askFile, type FileRequest, type Reply, replyOf } from "./ask-file.ts";
import { statusNote } from "../../net/verdict.ts";

export interface DirectRequest extends Omit<FileRequest, "database"> {
  settings: DirectSettings;
  /** The go that asks. */
  go: GoVersion;
}

export type Replies = Partial<Record<ModuleFile, Reply>>;

const files = ["info", "mod", "zip"] as const;

/**
 * What `direct` leads to, as far as it can be told without a clone: where the path says its code is, and whether
 * that repository lists the version. Source: cmd/go/internal/vcs RepoRootForImportPath, modfetch/codehost/git.go.
 */
export async function askDirect(ctx: Context, request: DirectRequest): Promise<Replies> {
  const found = await findRoot(ctx, request);
  if ("note" in found) return all(asMissing(found));
  const refusal = judgeRepoRoot(found, request.settings, request.go);
  if (refusal !== null) {
    const value = request.settings.GOVCS;
    const url = pageOf(found);
    return all(
      asMissing(
        unasked(
          refusal.by === "GOVCS"
            ? note("govcs.invalid", "warning", { value, said: redactText(refusal.said) })
            : note("net.bad-response", "warning", { url, body: "repo-root" }),
        ),
      ),
    );
  }
  if (found.vcs === "mod") {
    const asked = { ...request, database: null };
    const replies = await Promise.all(files.map((file) => askFile(ctx, found.url, file, asked)));
    return Object.fromEntries(files.map((file, at) => [file, replies[at]]));
  }
  if (found.vcs !== "git") return {};
  return all(await listTags(ctx, found, request));
}

/** The page that names a repository; the repository itself where the path alone says where it is. */
function pageOf({ prefix, url }: RepoRoot): string {
  return url === `https://${prefix}` ? url : `https://${prefix}?go-get=1`;
}

/** The end of a request that was not made, as go would not have made it. */
function unasked(problem: Note): Reply {
  return {
    answer: { kind: "failed", code: problem.code },
    note: problem,
    ms: 0,
    body: null,
    date: null,
    attempt: { connected: true, proxied: false },
  };
}

/** All three files come from the same place. */
function all(reply: Reply): Replies {
  return { info: reply, mod: reply, zip: reply };
}

/** No repository behind the path: go takes every such failure for "not here" (vcs.ImportError). */
function asMissing(reply: Reply): Reply {
  const { kind, code } = reply.answer;
  return kind === "hangs" ? reply : { ...reply, answer: { kind: "missing", code: code! } };
}

/** Hosts whose repositories go finds by the path alone (cmd/go/internal/vcs vcsPaths). */
const known = /^(?:github\.com\/[\w.-]+\/[\w.-]+|bitbucket\.org\/[\w.-]+\/[\w.-]+)(?=\/|$)/;

async function findRoot(ctx: Context, request: DirectRequest): Promise<RepoRoot | Reply> {
  const { module } = request;
  const byPath = known.exec(module)?.[0] ?? /^(.+?)\.git(?=\/|$)/.exec(module)?.[0];
  if (byPath !== undefined) {
    return { prefix: byPath, vcs: "git", url: `https://${byPath}`, folder: "" };
  }
  const root = await rootAt(request, module);
  if ("note" in root || root.prefix === module) return root;
  // Who has one folder of a site must not speak for all of it: the page of the prefix has to say the same.
  const confirmed = await rootAt(request, root.prefix);
  if ("note" in confirmed) return confirmed;
  const parts = ["prefix", "vcs", "url", "folder"] as const;
  if (parts.every((part) => root[part] === confirmed[part])) return root;
  return unasked(note("net.bad-response", "warning", { url: pageOf(root), body: "repo-root" }));
}

/** What the page of a path names for the module. */
async function rootAt(request: DirectRequest, path: string): Promise<RepoRoot | Reply> {
  const { module, settings, go, client, timeoutMs } = request;
  const insecure = matchPrefixPatterns(settings.GOINSECURE, module, go) !== null;
  let failed: Reply | null = null;
  for (const scheme of insecure ? ["https", "http"] : ["https"]) {
    const page = `${scheme}://${path}?go-get=1`;
    const outcome = await client.get(page, { timeoutMs: timeoutMs(), maxBytes: 256 * 1024 });
    const root = rootOnPage(outcome.response?.body.toString("utf8") ?? "", module, go);
    if (root !== null) return root;
    const { url } = outcome;
    const noRoot = note("net.bad-response", "warning", { url, body: "html" });
    failed = replyOf(outcome, statusNote(outcome) ?? noRoot);
  }
  return failed!;
}

/** Asks the repository for the version's tag; a version that names a commit is not looked for. */
async function listTags(
  ctx: Context,
  { url, prefix, folder }: RepoRoot,
  request: DirectRequest,
): Promise<Reply> {
  const started = ctx.elapsed();
  const git = findProgram(ctx, "git");
  const { module, version } = request;
  const inside = module.slice(prefix.length + 1).replace(/(?:^|\/)v\d+$/, "");
  const below = [folder, inside].filter((part) => part !== "").join("/");
  const isTag = /^v\d+\.\d+\.\d+/.test(version) && !/\d{14}-[0-9a-f]{12}(?:\+.*)?$/.test(version);
  const tag = `${below === "" ? "" : `${below}/`}${version.replace(/\+incompatible$/, "")}`;
  const done = (problem: Note | null, connected = true): Reply => ({
    answer: problem === null ? { kind: "right" } : { kind: "failed", code: problem.code },
    note: problem,
    ms: Math.round(ctx.elapsed() - started),
    body: null,
    date: null,
    attempt: { connected, proxied: false },
  });
  if (git === null) {
    const path = programOfFolder(ctx, "git");
    return done(note("git.missing", "warning", { needed: "always", path }));
  }
  const timeout = request.timeoutMs();
  const { code, stdout, stderr, timedOut } = await startProgram(ctx, git, {
    args: ["ls-remote", "-q", "--", url, isTag ? `refs/tags/${tag}` : "HEAD"],
    env: quietGit(ctx),
    // Not where the user is: the configuration of a repository there could name programs.
    cwd: ctx.home ?? pathsOf(ctx).parse(ctx.cwd).root,
    timeout,
  });
  const host = url.replace(/^[^:]*:\/\/(?:[^@/]*@)?/, "").replace(/[/:].*$/s, "");
  // Git does not say how far it came: most often a wall lets no connection through.
  if (timedOut)
    return done(note("net.timeout", "warning", { host, phase: "connect", ms: timeout }));
  if (code !== 0) return done(gitProblem(stderr, host, url), false);
  const shown = `${redactUrl(url)}@${tag}`;
  return done(
    stdout.trim() === "" ? note("net.status", "warning", { url: shown, status: 404 }) : null,
  );
}

/** What git may speak to a repository that a page names: nothing that starts a program or reads a file. */
const protocols = ["https", "http", "ssh", "git+ssh", "ssh+git", "git"];

/** As go starts git (modfetch/codehost): it must not ask anything. The user may allow fewer protocols. */
function quietGit({ env }: Context): Env {
  const own = env["GIT_ALLOW_PROTOCOL"]?.split(":");
  return {
    ...env,
    GIT_ALLOW_PROTOCOL: protocols.filter((name) => own?.includes(name) ?? true).join(":"),
    GIT_TERMINAL_PROMPT: "0",
    GCM_INTERACTIVE: "never",
    GIT_SSH_COMMAND: env["GIT_SSH_COMMAND"] ?? "ssh -o ControlMaster=no -o BatchMode=yes",
    LC_ALL: "C",
  };
}

/** What git says, in our codes. */
function gitProblem(stderr: string, host: string, url: string): Note {
  const says = (words: RegExp) => words.exec(stderr);
  if (says(/could not resolve host|name or service not known/i)) {
    return note("net.dns", "warning", { host, reason: "not-found" });
  }
  const refusal =
    says(/(?:CONNECT tunnel failed, response|HTTP code) (\d+)(?: from proxy after CONNECT)?/i) ??
    says(/could not resolve proxy|proxy CONNECT aborted|from proxy after CONNECT/i);
  if (refusal !== null) {
    const status = Number(refusal[1] ?? 0) || null;
    const reason = status === 407 ? "auth" : status === null ? "refused" : "status";
    return note("net.http-proxy", "warning", { proxy: "HTTPS_PROXY", reason, status });
  }
  if (says(noLogin)) return note("private.no-credentials", "warning", { host });
  if (says(/certificate|SSL/)) {
    const reason = redactText(stderr.trim().split("\n").at(-1) ?? "");
    return note("net.tls-untrusted", "warning", { host, issuer: "", reason });
  }
  if (says(/refused|couldn't connect|failed to connect/i)) {
    return note("net.refused", "warning", { host });
  }
  const answered = says(/repository '[^']*' not found|returned error: (\d+)/i);
  if (answered === null) return note("net.reset", "warning", { host });
  const status = Number(answered[1] ?? 404);
  return note("net.status", "warning", { url: redactUrl(url), status });
}

const noLogin =
  /could not read (?:username|password)|authentication failed|permission denied|repository not found|host key verification|access denied|returned error: 40[13]/i;
