import { netrcFile } from "../../folders.ts";
import { gitConfigPlan, ownRules } from "../../changes/revert.ts";
import { type Git, readGit, type Rule, ruleFor } from "../../git/config.ts";
import type { Plan } from "../../plan.ts";
import type { Context } from "../../context.ts";
import { programOfFolder } from "../../programs.ts";
import { type Note, note, type PrivateLogin } from "../../findings.ts";
import {
  type Remote,
  remoteOf,
  sshLogins,
  curlsView,
  gitLogin,
  goLogin,
} from "../../git/logins.ts";
import { redactValue, redactSetting } from "../../go/text/redact.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { atLeast } from "../../go/version.ts";

/** What shall happen, or happens, to git beside the change of GOPRIVATE. */
export interface GitStep {
  plan: Plan;
  notes: Note[];
  /** A rule of the user's own wins over what was asked for. */
  overridden: boolean;
}

/** The hosts of patterns, and a note for each pattern that has none: git knows no wildcards. */
export function remotesOf(
  patterns: readonly string[],
  inputs: readonly string[] = [],
): { remotes: Remote[]; notes: Note[] } {
  const logins = sshLogins(inputs);
  const remotes = new Map<string, Remote>();
  const notes: Note[] = [];
  for (const pattern of patterns) {
    const remote = remoteOf(pattern, logins);
    if (remote === null) notes.push(note("git.rewrite-impossible", "warning", { pattern }));
    else remotes.set(remote.https, remote);
  }
  return { remotes: [...remotes.values()], notes };
}

/** `--git ssh`: https URLs of these hosts are fetched over ssh. `--git https`: not any more, if we wrote that. */
export async function gitStep(
  ctx: Context,
  wish: "ssh" | "https",
  remotes: readonly Remote[],
): Promise<GitStep> {
  if (remotes.length === 0) return { plan: { changes: [] }, notes: [], overridden: false };
  const git = await readGit(ctx);
  if (git === null) {
    const path = programOfFolder(ctx, "git");
    const missing = note("git.missing", "warning", { needed: "private", path });
    return { plan: { changes: [] }, notes: [missing], overridden: false };
  }
  const notes: Note[] = [];
  const [added, removed]: [Rule[], Rule[]] = [[], []];
  let overridden = false;
  const own = ownRules(ctx, git.file);
  for (const remote of remotes) {
    const rules = git.rules.filter((rule) => wish === "ssh" || !isOurs(rule, own, git));
    removed.push(...git.rules.filter((rule) => isOf(rule, remote) && !rules.includes(rule)));
    const rule = ruleFor(rules, remote.https);
    const target =
      rule === null ? remote.https : rule.base + remote.https.slice(rule.prefix.length);
    const overSsh = leadsTo(target, remote.host);
    const args = {
      url: remote.https,
      base: redactValue(rule?.base ?? ""),
      file: rule?.file ?? git.file,
    };
    if (wish === "ssh" && overSsh) notes.push(note("git.rewrite-exists", "info", args));
    else if (wish === "ssh" && (rule?.prefix.length ?? 0) < remote.https.length) {
      added.push({ base: remote.ssh, prefix: remote.https });
    } else if (rule !== null && (wish === "ssh" || overSsh)) {
      overridden = true;
      // What is hidden in the base cannot be named: git's editor shows it.
      const command =
        args.base === rule.base
          ? `git config --file '${args.file}' --unset-all 'url.${args.base}.insteadOf'`
          : `git config --file '${args.file}' --edit`;
      notes.push(note("git.rewrite-conflict", "warning", { ...args, command }));
    }
  }
  notes.push(...removed.map(removal));
  return { plan: await gitConfigPlan(ctx, git, added, removed), notes, overridden };
}

/** After `private remove`: rules that we wrote for hosts that no pattern is left of. */
export async function withoutRules(
  ctx: Context,
  gone: readonly string[],
  left: readonly string[],
): Promise<GitStep> {
  const none = { plan: { changes: [] }, notes: [], overridden: false };
  const kept = new Set(remotesOf(left).remotes.map(({ https }) => https));
  const remotes = remotesOf(gone).remotes.filter(({ https }) => !kept.has(https));
  const git = remotes.length === 0 ? null : await readGit(ctx);
  if (git === null) return none;
  const own = ownRules(ctx, git.file);
  const removed = git.rules.filter(
    (rule) => isOurs(rule, own, git) && remotes.some((remote) => isOf(rule, remote)),
  );
  return {
    plan: await gitConfigPlan(ctx, git, [], removed),
    notes: removed.map(removal),
    overridden: false,
  };
}

function removal({ base, prefix }: Rule): Note {
  return note("git.rewrite-removed", "info", { url: prefix, base });
}

function isOf({ prefix, base }: Rule, { https, host }: Remote): boolean {
  return prefix === https && leadsTo(base, host);
}

function isOurs(rule: Git["rules"][number], own: readonly Rule[], { file }: Git): boolean {
  return (
    rule.file === file &&
    own.some(({ base, prefix }) => base === rule.base && prefix === rule.prefix)
  );
}

/** Whether a URL of git is one of this host over ssh: `ssh://user@host:port/…` or `user@host:…`. */
function leadsTo(url: string, host: string): boolean {
  const found =
    /^(?:git\+)?ssh(?:\+git)?:\/\/(?:[^@/]*@)?([^:/]+)/.exec(url) ??
    /^(?:[^@/:]*@)?([^:/]+):(?!\/\/)/.exec(url);
  return found?.[1]?.toLowerCase() === host;
}

/**
 * What logs in at private hosts over https: for git (`--git https`) and for go's own requests. Nothing is ever
 * written. Whether a host wants a login is not known here.
 */
export async function loginNotes(
  ctx: Context,
  state: Machine,
  remotes: readonly Remote[],
  forGit: boolean,
): Promise<Note[]> {
  const hosts = [...new Map(remotes.map((remote) => [remote.host, remote])).values()];
  const goauth = atLeast(state.version, 24) ? state.layers.resolve("GOAUTH").value : null;
  const common = { goauth: goauth === null ? null : redactSetting("GOAUTH", goauth) };
  const git = forGit ? await readGit(ctx) : null;
  return hosts.flatMap((remote) => {
    const login = (who: PrivateLogin["for"], by: PrivateLogin["by"], view: Context) => {
      const file = netrcFile(view) ?? ".netrc";
      const args = { host: remote.host, for: who, by, file, ...common };
      return note("private.login", by === null ? "warning" : "info", args);
    };
    const own = login("go", goLogin(ctx, remote.host, goauth), ctx);
    return git === null ? [own] : [login("git", gitLogin(ctx, git, remote), curlsView(ctx)), own];
  });
}
