import type { Context } from "../../context.ts";
import { note, type Note, type PrivateLogin } from "../../findings.ts";
import { readGit } from "../../git/config.ts";
import { curlsView, gitLogin, goLogin } from "../../git/logins.ts";
import type { Remote } from "../../git/remotes.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { redactSetting } from "../../go/text/redact.ts";
import { atLeast } from "../../go/version.ts";
import { netrcFile } from "../../net/netrc.ts";

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
