import { basic, type Endpoint, parseEndpoint } from "../net/endpoint.ts";
import type { Upstream } from "./settings.ts";

/** Statuses after which the next mirror is asked; 404 and 410 say that a living mirror has not the module. */
export const failed =
  "400 402 403 405 406 408 409 429 451 500 501 502 503 504 505 301 302 303 307 308";

export interface ConfOptions {
  /** The folder of the gateway, absolute. */
  folder: string;
  /** In a container: the folder of its configuration; its log is what it prints. */
  container?: string;
  /** Certificates that the system trusts; null where there is no such file. */
  caFile: string | null;
  /** Root's workers would be another user's, to whom the folder is closed. */
  isRoot: boolean;
  /** Hosts whose name cannot be resolved now: nginx would not start with them. */
  unresolved: ReadonlySet<string>;
}

/** A socket in the folder of the gateway. */
export const socket = (folder: string, name: string): string => word(`unix:${folder}/${name}.sock`);

/** Where a log is written. */
export const log = ({ folder, container }: ConfOptions, name: string): string =>
  container === undefined ? word(`${folder}/log/${name}.log`) : "/dev/stdout";

/** A word for nginx: in quotes, where it has a blank. */
export const word = (text: string): string =>
  /[\s;{}"']/.test(text) ? JSON.stringify(text) : text;

/** How a mirror is asked: by its name, with its own login (`$login`) and nothing of the client's. */
function asking(
  host: string,
  name: string,
  isTls: boolean,
  { caFile }: ConfOptions,
  wait = "25s",
): string {
  const tls = `    proxy_ssl_server_name on;
    proxy_ssl_name ${name};
    proxy_ssl_verify on;
    proxy_ssl_verify_depth 5;
    proxy_ssl_trusted_certificate ${word(caFile ?? "/etc/ssl/certs/ca-certificates.crt")};
    proxy_ssl_protocols TLSv1.2 TLSv1.3;
`;
  return `    proxy_set_header Host ${host};
    proxy_set_header Connection "";
    proxy_set_header Authorization $login;
    proxy_set_header User-Agent "Go-http-client/1.1";
    proxy_set_header Range "";
    proxy_set_header If-Range "";
    proxy_connect_timeout 3s;
    proxy_read_timeout ${wait};
    proxy_next_upstream error timeout;
    proxy_next_upstream_tries 2;
${isTls ? tls : ""}`;
}

const loginOf = ({ user, password }: Endpoint): string =>
  JSON.stringify(user === null ? "" : basic(user, password));

/** What a mirror's files lie below. Escaped, since `;`, `{` and `$` mean something to nginx, and to a server the same. */
const pathOf = ({ path }: Endpoint): string =>
  path.replace(/\/$/, "").replaceAll(/[^\w.~!+/%@=:,-]/g, escapedByte);

const escapedByte = (one: string): string =>
  `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** So many redirects are followed in a row; the last of a loop is a failure. */
const hops = 3;

/**
 * A server that follows the redirects of a mirror to the hosts that the catalog names for it, and to itself; any other
 * is a failure of this mirror. The login goes to the mirror alone. The map is looked up each time anew (`volatile`), and
 * before the next request, which takes the answer's headers away (ngx_http_upstream_create).
 */
export function following(
  { id, url, redirectsTo = [] }: Upstream,
  at: number,
  options: ConfOptions,
): string {
  if (redirectsTo.length === 0) return "";
  const to = parseEndpoint(url)!;
  const known = [url, ...redirectsTo].map((one, hop) => {
    const { scheme, authority, host, port } = parseEndpoint(one)!;
    const exact = `${scheme}://${host}`.replaceAll(/[.[\]]/g, String.raw`\$&`);
    const begins = `~*^${exact}${authority === host ? `(:${port})?` : `:${port}`}`;
    const group = `${scheme}://${hop === 0 ? `m${at}` : `r${at}_${hop - 1}`}`;
    return { begins, group, authority, host };
  });
  const map = (name: string, of: (one: (typeof known)[number]) => string, rest: string) =>
    `  map $upstream_http_location $${name}${at} { volatile; default ""; ${known.map((one) => `"${one.begins}${rest}" ${of(one)};`).join(" ")} }\n`;
  const path = String.raw`(?<rest${at}>/([A-Za-z0-9._~!+/@?&=:-]|%[2-9A-F][0-9A-F])*)\z`;
  const follow = (hop: number) => `error_page 301 302 303 307 308 = @hop${hop};`;
  const hopsOn = Array.from(
    { length: hops },
    (_, hop) =>
      `    location @hop${hop} { set $login ""; set $to $next${at}; set $host_of $host${at}; set $name $name${at}; if ($to = "") { return 503; } ${hop + 1 < hops ? follow(hop + 1) : "error_page 301 302 303 307 308 =503 @lost;"} proxy_pass $to; }\n`,
  );
  return `
  # Where ${comment(id)} may redirect to
${map("next", ({ group }) => `${group}$rest${at}`, path)}${map("host", ({ authority }) => authority, "/")}${map("name", ({ host }) => host, "/")}  server {
    listen ${socket(options.folder, `f${at}`)};
    access_log off;
    set $login ${loginOf(to)};
    set $host_of ${to.authority};
    set $name ${to.host};
${asking(
  "$host_of",
  "$name",
  known.some(({ group }) => group.startsWith("https")),
  options,
)}    proxy_intercept_errors on;
    recursive_error_pages on;
    add_header X-Unfit $unfit always;
    location / { ${follow(0)} proxy_pass ${to.scheme}://m${at}${pathOf(to)}$request_uri; }
${hopsOn.join("")}    location @lost { return 503; }
  }`;
}

const comment = (id: string): string => id.replaceAll(/[^\w.:/@-]/g, "");

/** An inner server: a whole file, "not here", or a failure; never half a file. */
export function inner(
  { id, url, redirectsTo = [], isEngine = false }: Upstream,
  at: number,
  options: ConfOptions,
): string {
  const { folder } = options;
  const to = parseEndpoint(url)!;
  const base = redirectsTo.length > 0 ? `http://f${at}` : `${to.scheme}://m${at}${pathOf(to)}`;
  const cache = `proxy_cache gomod; proxy_cache_key $request_uri; proxy_cache_lock on; proxy_cache_lock_timeout 15m; proxy_cache_lock_age 15m; proxy_no_cache $unfit;`;
  const forGood = `${cache} proxy_cache_valid 200 365d;`;
  const forNow = `${cache} proxy_cache_valid 200 60s; proxy_cache_use_stale error timeout invalid_header updating http_500 http_502 http_503 http_504 http_429 http_403; proxy_cache_background_update on; proxy_cache_revalidate on;`;
  const seen = `auth_request_set $got_status $upstream_status; auth_request_set $got_unfit $unfit; auth_request_set $got_cache $upstream_cache_status;`;
  const have = `proxy_intercept_errors on; error_page 404 410 = @have; error_page 401 ${failed} = @have;`;
  return `  # ${comment(id)}
  # What became of the file: (empty status) it was in the cache | 200 and fit to be kept: it is there now | not here | a failure
  map "$got_cache|$got_status|$got_unfit" $to${at} { "~^(HIT|STALE|UPDATING|REVALIDATED)" ${base}; "~[| ]200\\|0$" ${base}; "~[| ](404|410)\\|" http://absent; "~\\|(40[03]|451|429)\\|" ${base}; default http://failed; }
  server {
    listen ${socket(folder, `m${at}`)};
    set $mirror ${JSON.stringify(id.replaceAll("$", ""))};
    access_log ${log(options, "mirrors")} mirror if=$was_asked;
    log_subrequest on;
    set $login ${loginOf(to)};
${asking(to.authority, to.host, base.startsWith("https"), options, isEngine ? "15m" : "25s")}    proxy_hide_header X-Unfit;
    proxy_hide_header Set-Cookie;
    proxy_hide_header Cache-Control;
    proxy_hide_header Expires;
    proxy_hide_header Vary;
    proxy_hide_header Alt-Svc;
    proxy_hide_header Strict-Transport-Security;
    proxy_force_ranges on;
    location ~ "^/sumdb/.*/(lookup|tile)/|/@v/v[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.!-]+)?(\\+incompatible)?\\.(info|mod|zip)$" { auth_request /_whole; ${seen} ${forGood} add_header X-Cache $got_cache always; proxy_pass $to${at}$request_uri; }
    location = /_whole { internal; ${forGood} ${have} proxy_pass ${base}$request_uri; }
    location = /_fresh { internal; ${forNow} ${have} proxy_pass ${base}$request_uri; }
    location @have { return 204; }
    location / { auth_request /_fresh; ${seen} ${forNow} add_header X-Cache $got_cache always; proxy_pass $to${at}$request_uri; }
  }`;
}
