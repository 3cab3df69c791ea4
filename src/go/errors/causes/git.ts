import { note } from "../../../findings.ts";
import { systemFault } from "../words.ts";
import type { Chain } from "../chain.ts";
import { connectionNote } from "./connection.ts";
import { hostIn, type Wording, row } from "./row.ts";

/** What git, curl and ssh say below `exit status 128`; hg, svn and bzr only that they are missing. */
export const git: readonly Wording[] = [
  row(
    /exec: "(?:git|hg|svn|bzr|fossil)(?:\.exe)?": executable file not found|(?:git|hg|svn|bzr)(?:\.exe)?: (?:command )?not found|missing Git command|'git' is not recognized/,
    () => note("git.missing", "error", { needed: "always", path: null }),
  ),
  row(
    /could not read (?:Username|Password) for '?(?:https?:\/\/)?([^/'\s]*)|terminal prompts disabled|could not read (?:Username|Password)/,
    ([, host], chain) => noLogin(host ?? hostOf(chain), "missing"),
  ),
  row(
    /HTTP Basic: Access denied|Authentication failed for '?(?:https?:\/\/)?([^/'\s]*)|Invalid username or (?:password|token)|Support for password authentication was removed|Password authentication is not supported|鉴权失败|身份(?:验证|驗證)失[败敗]|认证失败|Authentifizierung fehlgeschlagen|chec d.authentification|Autenticaci.n fall|Autentica..o falhou|Autenticazione non riuscita|The requested URL returned error: 40[13]|access token (?:is )?(?:invalid|expired)/i,
    ([, host], chain) => noLogin(host ?? hostOf(chain), "refused"),
  ),
  row(
    /(?:(?<![\w.-])(?:[\w.-]{1,64}@)?([\w.-]{1,253}): )?Permission denied \((?:publickey|keyboard|password)|Load key |no such identity|Too many authentication failures/,
    ([, host], chain) => noLogin(host ?? hostOf(chain), "ssh-key"),
  ),
  row(
    /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|No \w+ host key is known for/,
    (_found, chain) => noLogin(hostOf(chain), "host-key"),
  ),
  row(
    /(?:Repository|repository|Project) (?:'[^']*' )?not found|The project you were looking for could not be found|repository '[^'\n]*' not found|does not (?:appear to be a git repository|exist or you do not have)|error: 404|You may not have access|'https?:[^'\n]*' (?:未找到|不存在|nicht gefunden|non trouv|no encontrado|inexistente)/i,
    (_found, chain) => (isGit(chain) ? noLogin(hostOf(chain), "not-found") : null),
  ),
  row(/no go-import meta tags/, (_found, chain) => noLogin(hostOf(chain), "no-tags")),
  row(/no secure protocol found for repository/, (_found, chain) =>
    noLogin(hostOf(chain), "protocol"),
  ),
  row(
    /SSL certificate problem: ([^\n]*)|server certificate verification failed([^\n]*)|SEC_E_UNTRUSTED_ROOT([^\n]*)|SSL peer certificate or SSH remote key was not OK|schannel: [^\n]*(?:revocation|CRYPT_E_|SEC_E_)([^\n]*)/,
    (found, chain) => {
      const reason = (found[1] ?? found[2] ?? found[3] ?? found[4] ?? "").trim() || found[0];
      const host = hostOf(chain);
      if (/expired|not yet valid/.test(reason)) {
        return note("net.tls-expired", "error", { host, from: "", to: "", now: "" });
      }
      if (
        /no alternative certificate subject|does not match|SEC_E_WRONG_PRINCIPAL/.test(found[0])
      ) {
        return note("net.tls-name", "error", { host, names: "" });
      }
      return note("net.tls-untrusted", "error", { host, issuer: "", reason });
    },
  ),
  row(
    /SSL: no alternative certificate subject name matches|certificate subject name [^\n]* does not match target host/,
    (_found, chain) => note("net.tls-name", "error", { host: hostOf(chain), names: "" }),
  ),
  row(/wrong version number|unknown protocol|packet length too long|http\/0\.9/i, (_found, chain) =>
    note("net.not-tls", "error", { host: hostOf(chain) }),
  ),
  row(/Could not resolve proxy: ?([^\s;]*)/i, ([, proxy = ""]) =>
    note("net.http-proxy", "error", { proxy, reason: "dns", status: null }),
  ),
  row(
    /(?:Received HTTP code|CONNECT tunnel failed, response) (\d{3})|Proxy CONNECT aborted/i,
    ([, code]) =>
      note("net.http-proxy", "error", {
        proxy: "",
        reason: code === undefined ? "reset" : code === "407" ? "auth" : "status",
        status: code === undefined ? null : Number(code),
      }),
  ),
  row(
    /Could not resolve host(?:name)?:? ?'?([^\s:;')]*)|Could not resolve hostname ([^\s:]*)|ssh: [^\n]*Name or service not known/i,
    ([, host, other], chain) =>
      note("net.dns", "error", { host: host || other || hostOf(chain), reason: "not-found" }),
  ),
  row(
    /Failed to connect to (\S+) port (\d+)([^\n]*)|connect to host (\S+) port (\d+): ?([^\n]*)|Couldn't connect to server([^\n]*)/,
    (found, chain) => {
      const name = found[1] ?? found[4] ?? hostOf(chain);
      const port = found[2] ?? found[5];
      const host = port === undefined || port === "443" || port === "22" ? name : `${name}:${port}`;
      const said = found[3] ?? found[6] ?? "";
      if (
        /^(?:127\.0\.0\.1|localhost|::1)$/.test(name) &&
        !/(?:127\.0\.0\.1|localhost)/.test(urlOf(chain))
      ) {
        return note("net.http-proxy", "error", {
          proxy: `${name}:${port ?? ""}`,
          reason: "refused",
          status: null,
        });
      }
      return connectionNote(
        systemFault(said) ?? (isSlow(said) ? "timeout" : null),
        host,
        "connect",
      );
    },
  ),
  row(/detected dubious ownership in repository at '([^'\n]*)'/, ([words, folder = ""]) =>
    note("cache.unwritable", "error", { key: "GOMODCACHE", folder, reason: words }),
  ),
  row(
    /Recv failure|Send failure|early EOF|unexpected disconnect|remote end hung up|RPC failed|Connection (?:closed|reset) by|SSL_(?:read|connect|ERROR_SYSCALL)|gnutls_handshake|GnuTLS recv error|unable to access|OpenSSL SSL_|kex_exchange_identification|HTTP\/2 stream|transfer closed|fetch-pack|意外(?:挂断|中断)|過早的|过早的/i,
    ([,], chain) => {
      if (!isGit(chain)) return null;
      const fault = systemFault(chain.cause);
      const said = /The requested URL returned error: (\d{3})/.exec(chain.cause)?.[1];
      if (said !== undefined) {
        return note("net.status", "error", { url: urlOf(chain), status: Number(said) });
      }
      return connectionNote(fault === "timeout" ? "timeout" : "reset", hostOf(chain), "body");
    },
  ),
  row(/Operation timed out|Connection timed out|Operation too slow/, (_found, chain) =>
    isGit(chain) ? connectionNote("timeout", hostOf(chain), "connect") : null,
  ),
];

function noLogin(
  host: string,
  reason: "missing" | "refused" | "ssh-key" | "host-key" | "not-found" | "no-tags" | "protocol",
) {
  return note("private.no-credentials", "error", { host, reason });
}

/** curl says how long it tried: a host that refuses does so at once. */
function isSlow(said: string): boolean {
  return Number(/after (\d+) ms/.exec(said)?.[1] ?? 0) > 5000;
}

function isGit({ said }: Chain): boolean {
  return /\bgit\b|fatal: |remote: |exit status 128/.test(said);
}

/** The address that git was given. */
function urlOf({ cause, said }: Chain): string {
  return (
    /(?:access|for|repository|clone|ls-remote[^\n']*?) '?(https?:\/\/[^'\s]+)/.exec(cause)?.[1] ??
    /\b(https?:\/\/[^'"\s:]+)/.exec(said)?.[1] ??
    ""
  );
}

/** The host that git talked to, as the message names it; else the first element of the module's path. */
function hostOf(chain: Chain): string {
  const url = urlOf(chain);
  if (url !== "") return hostIn(url);
  const scp = /(?:^|[\s'"])[\w.-]{1,64}@([\w.-]{1,253})[:']/.exec(chain.cause)?.[1];
  return scp ?? chain.module?.path.split("/", 1)[0] ?? "";
}
