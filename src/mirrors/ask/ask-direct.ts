import type { Buffer } from "node:buffer";
import type { Context } from "../../context.ts";
import { note, type Note } from "../../findings/findings.ts";
import type { ModuleFile } from "../../go/route/answer.ts";
import { findOnPath } from "../../go/machine/find.ts";
import { redactText, redactUrl } from "../../go/text/redact.ts";
import { askFile, type FileRequest, type Reply, replyOf } from "./ask-file.ts";
import { statusNote } from "../http/verdict.ts";

export interface DirectRequest extends Omit<FileRequest, "database"> {
  /** GOINSECURE matches: http will do where https fails. */
  insecure: boolean;
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
  const { vcs, url, prefix } = found;
  if (vcs === "mod") {
    const asked = { ...request, database: null };
    const replies = await Promise.all(files.map((file) => askFile(ctx, url, file, asked)));
    return Object.fromEntries(files.map((file, at) => [file, replies[at]]));
  }
  if (vcs !== "git") return {};
  return all(await listTags(ctx, { url, prefix, request }));
}

/** All three files come from the same place. */
function all(reply: Reply): Replies {
  return { info: reply, mod: reply, zip: reply };
}

interface Root {
  prefix: string;
  vcs: string;
  url: string;
}

/** No repository behind the path: go takes every such failure for "not here" (vcs.ImportError). */
function asMissing(reply: Reply): Reply {
  const { kind, code } = reply.answer;
  return kind === "hangs" ? reply : { ...reply, answer: { kind: "missing", code: code! } };
}

/** Hosts whose repositories go finds by the path alone (cmd/go/internal/vcs vcsPaths). */
const known = /^(?:github\.com\/[\w.-]+\/[\w.-]+|bitbucket\.org\/[\w.-]+\/[\w.-]+)(?=\/|$)/;

async function findRoot(ctx: Context, request: DirectRequest): Promise<Root | Reply> {
  const { module, insecure, client, timeoutMs } = request;
  const byPath = known.exec(module)?.[0] ?? /^(.+?)\.git(?=\/|$)/.exec(module)?.[0];
  if (byPath !== undefined) return { prefix: byPath, vcs: "git", url: `https://${byPath}` };
  let failed: Reply | null = null;
  for (const scheme of insecure ? ["https", "http"] : ["https"]) {
    const page = `${scheme}://${module}?go-get=1`;
    const outcome = await client.get(page, { timeoutMs: timeoutMs(), maxBytes: 256 * 1024 });
    const roots = importsOf(outcome.response?.body ?? null).filter(
      ({ prefix }) => module === prefix || module.startsWith(`${prefix}/`),
    );
    const root = roots.find(({ vcs }) => vcs === "mod") ?? roots[0];
    if (root !== undefined) return root;
    const { url } = outcome;
    const noRoot = note("net.bad-response", "warning", { url, body: "html" });
    failed = replyOf(outcome, statusNote(outcome) ?? noRoot);
  }
  return failed!;
}

/** The `<meta name="go-import">` tags of a page (vcs parseMetaGoImports). */
function importsOf(page: Buffer | null): Root[] {
  if (page === null) return [];
  const tags = page.toString("utf8").match(/<meta\b[^>]*>/gi) ?? [];
  return tags.flatMap((tag) => {
    if (!/\bname\s*=\s*["']?go-import\b/i.test(tag)) return [];
    const content = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
    const [prefix, vcs, url] = (content?.[1] ?? content?.[2] ?? "").trim().split(/\s+/);
    return prefix && vcs && url ? [{ prefix, vcs, url }] : [];
  });
}

/** Asks the repository for the version's tag; a version that names a commit is not looked for. */
async function listTags(
  ctx: Context,
  { url, prefix, request }: { url: string; prefix: string; request: DirectRequest },
): Promise<Reply> {
  const started = ctx.elapsed();
  const git = findOnPath(ctx, "git")?.path ?? null;
  const { module, version } = request;
  const below = module.slice(prefix.length + 1).replace(/(?:^|\/)v\d+$/, "");
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
  if (git === null) return done(note("git.missing", "warning", { needed: "always" }));
  const timeout = request.timeoutMs();
  const { code, stdout, stderr, timedOut } = await ctx.exec(git, {
    args: ["ls-remote", "-q", url, isTag ? `refs/tags/${tag}` : "HEAD"],
    // As go starts it (modfetch/codehost): it must not ask anything.
    env: {
      ...ctx.env,
      GIT_TERMINAL_PROMPT: "0",
      GCM_INTERACTIVE: "never",
      GIT_SSH_COMMAND: ctx.env["GIT_SSH_COMMAND"] ?? "ssh -o ControlMaster=no -o BatchMode=yes",
      LC_ALL: "C",
    },
    cwd: ctx.home ?? ctx.cwd,
    timeout,
  });
  const host = url.replace(/^[^:]*:\/\/(?:[^@/]*@)?/, "").replace(/[/:].*$/s, "");
  if (timedOut) return done(note("net.timeout", "warning", { host, phase: "answer", ms: timeout }));
  if (code !== 0) return done(gitProblem(stderr, host, url), false);
  const shown = `${redactUrl(url)}@${tag}`;
  return done(
    stdout.trim() === "" ? note("net.status", "warning", { url: shown, status: 404 }) : null,
  );
}

/** What git says, in our codes. */
function gitProblem(stderr: string, host: string, url: string): Note {
  const says = (words: RegExp) => words.exec(stderr);
  if (says(/could not resolve (?:host|proxy)|name or service not known/i)) {
    return note("net.dns", "warning", { host, reason: "not-found" });
  }
  const refusal = says(/CONNECT tunnel failed, response (\d+)/i) ?? says(/proxy/i);
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
