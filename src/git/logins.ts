import type { Context } from "../context.ts";
import type { PrivateLogin } from "../findings.ts";
import { netrcLogin } from "../net/endpoint.ts";
import { type Git, ruleFor } from "./config.ts";
import { parseGlob } from "../go/patterns/glob.ts";
import { publicForges } from "../go/patterns/hosts.ts";

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

/** Where git fetches the modules of a pattern from, over https and over ssh: URLs that end in a slash. */
export interface Remote {
  host: string;
  https: string;
  ssh: string;
}

/**
 * The remote of a pattern: all of its host, or the owner's part of a forge that is everybody's. null where the
 * host, or that owner, is a wildcard: git has none in `insteadOf`. `logins`: what `sshLogins` found.
 */
export function remoteOf(pattern: string, logins: ReadonlyMap<string, string>): Remote | null {
  const [host, owner] = parseGlob(pattern) ?? [];
  if (host === undefined || !host.literal || !/^[\w-]+(?:\.[\w-]+)+$/.test(host.head)) return null;
  const shared = publicForges.includes(host.head);
  const whole = owner === undefined || owner.tokens.join("") === "*";
  if (shared && !whole && !owner.literal) return null;
  const path = shared && !whole ? `${owner.head}/` : "";
  const login = logins.get(host.head) ?? `git@${host.head}`;
  return { host: host.head, https: `https://${host.head}/${path}`, ssh: `ssh://${login}/${path}` };
}

/** `user@host[:port]` by host, as pasted ssh addresses have them; a password in one is left out. */
export function sshLogins(inputs: readonly string[]): Map<string, string> {
  const logins = new Map<string, string>();
  for (const input of inputs) {
    const url = /^(?:git\+)?ssh:\/\/(?:([\w.-]+)(?::[^@/]*)?@)?([\w.-]+)(?::(\d+))?(?:\/|$)/i;
    const [, user = "git", name, port] =
      url.exec(input.trim()) ?? /^([\w.-]+)@([\w.-]+):(?!\d+(?:\/|$))/.exec(input.trim()) ?? [];
    if (name === undefined) continue;
    const host = name.toLowerCase();
    logins.set(host, `${user}@${host}${port === undefined || port === "22" ? "" : `:${port}`}`);
  }
  return logins;
}
