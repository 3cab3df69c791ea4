import type { Context } from "../context.ts";
import type { PrivateLogin } from "../findings.ts";
import { netrcLogin } from "../net/netrc.ts";
import { type Git, ruleFor } from "./config.ts";
import type { Remote } from "./remotes.ts";

type Login = PrivateLogin["by"];

/**
 * What logs git in at a host over https, as far as its configuration tells; null: nothing. Whether the host wants a
 * login is not known here. Source: git-config(1) credential.<url>.helper, http.<url>.extraHeader; curl's .netrc.
 */
export function gitLogin(
  ctx: Context,
  { logins, rules }: Pick<Git, "logins" | "rules">,
  { host, https }: Pick<Remote, "host" | "https">,
): Login {
  const has = (name: string) =>
    logins.some((key) => {
      const [, url] = /^[a-z]+\.(?:(.*)\.)?[a-z]+$/s.exec(key) ?? [];
      return key.endsWith(name) && (url === undefined || isFor(url, host));
    });
  if (has(".helper")) return "helper";
  if (has(".extraheader") || /^https?:\/\/[^/]*@/.test(ruleFor(rules, https)?.base ?? "")) {
    return "header";
  }
  return netrcLogin(curlsView(ctx), host) === null ? null : "netrc";
}

/** git takes curl's .netrc: the one in the home folder, whatever NETRC says. */
export function curlsView(ctx: Context): Context {
  return { ...ctx, env: { ...ctx.env, NETRC: undefined } };
}

/** What logs go itself in at a host. cmd/go/internal/auth/auth.go runGoAuth: `;` between methods; before 1.24 .netrc alone. */
export function goLogin(ctx: Context, host: string, goauth: string | null): Login {
  const methods = (goauth || "netrc").split(";").map((one) => one.trim().split(/\s+/)[0] ?? "");
  if (methods.includes("netrc") && netrcLogin(ctx, host) !== null) return "netrc";
  return methods.some((method) => !["netrc", "off", ""].includes(method)) ? "command" : null;
}

/** Whether the URL in a git setting's name is of this host; `*` stands for one label. */
export function isFor(url: string, host: string): boolean {
  const [, name = ""] = /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?([^:/]+)/.exec(url) ?? [];
  const [labels, wanted] = [name.split("."), host.split(".")];
  return (
    labels.length === wanted.length &&
    labels.every((label, at) => label === "*" || label === wanted[at])
  );
}
