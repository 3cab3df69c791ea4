import { parseGlob } from "../go/patterns/glob.ts";
import { publicForges } from "../go/patterns/hosts.ts";

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
