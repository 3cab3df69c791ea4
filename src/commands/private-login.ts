import { readGit, ruleFor } from "../changes/git-config.ts";
import type { Context } from "../context.ts";
import { note, type Note, type PrivateLogin } from "../findings.ts";
import type { GoState } from "../go/machine/command.ts";
import { layers } from "../go/machine/layers.ts";
import { redactValue } from "../go/text/redact.ts";
import type { Remote } from "../go/patterns/remotes.ts";
import { atLeast } from "../go/version.ts";
import { netrcFile, netrcLogin } from "../mirrors/http/netrc.ts";

/**
 * What logs in at private hosts over https: for git (`--git https`) and for go's own requests. Nothing is ever
 * written. Whether a host wants a login is not known here.
 */
export async function loginNotes(
  ctx: Context,
  state: GoState,
  remotes: readonly Remote[],
  forGit: boolean,
): Promise<Note[]> {
  const hosts = [...new Map(remotes.map((remote) => [remote.host, remote])).values()];
  const goauth = atLeast(state.version, 24) ? layers(ctx, state).resolve("GOAUTH").value : null;
  const file = netrcFile(ctx) ?? ".netrc";
  const common = { file, goauth: goauth === null ? null : redactValue(goauth) };
  const git = forGit ? await readGit(ctx) : null;
  return hosts.flatMap(({ host, https }) => {
    const login = (who: PrivateLogin["for"], by: PrivateLogin["by"], where = common) =>
      note("private.login", by === null ? "warning" : "info", { host, for: who, by, ...where });
    const own = login("go", goLogin(ctx, host, goauth));
    if (git === null) return [own];
    // git takes curl's: the one in the home folder, whatever NETRC says.
    const home = { ...ctx, env: { ...ctx.env, NETRC: undefined } };
    const rule = ruleFor(git.rules, https);
    const has = (name: string) =>
      git.logins.some((key) => {
        const [, url] = /^[a-z]+\.(?:(.*)\.)?[a-z]+$/s.exec(key) ?? [];
        return key.endsWith(name) && (url === undefined || isFor(url, host));
      });
    const by = has(".helper")
      ? "helper"
      : has(".extraheader") || /^https?:\/\/[^/]*@/.test(rule?.base ?? "")
        ? "header"
        : netrcLogin(home, host) !== null
          ? "netrc"
          : null;
    return [login("git", by, { ...common, file: netrcFile(home) ?? ".netrc" }), own];
  });
}

/** cmd/go/internal/auth/auth.go runGoAuth: `;` between methods; before 1.24 .netrc alone. */
function goLogin(ctx: Context, host: string, goauth: string | null): PrivateLogin["by"] {
  const methods = (goauth || "netrc").split(";").map((one) => one.trim().split(/\s+/)[0] ?? "");
  if (methods.includes("netrc") && netrcLogin(ctx, host) !== null) return "netrc";
  return methods.some((method) => !["netrc", "off", ""].includes(method)) ? "command" : null;
}

/** Whether the URL in a git setting's name is of this host; `*` stands for one label. */
function isFor(url: string, host: string): boolean {
  const [, name = ""] = /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?([^:/]+)/.exec(url) ?? [];
  const [labels, wanted] = [name.split("."), host.split(".")];
  return (
    labels.length === wanted.length &&
    labels.every((label, at) => label === "*" || label === wanted[at])
  );
}
