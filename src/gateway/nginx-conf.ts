import { basic, parseEndpoint } from "../net/endpoint.ts";
import type { GatewaySettings, Upstream } from "./settings.ts";
import { privateRules } from "./private-rules.ts";

/** Statuses after which the next mirror is asked; 404 and 410 say that a living mirror has not the module. */
const failed = "400 402 403 405 406 408 409 429 451 500 501 502 503 504 505 301 302 303 307 308";

export interface ConfOptions {
  /** The folder of the gateway, absolute. */
  folder: string;
  /** Certificates that the system trusts; null where there is no such file. */
  caFile: string | null;
  /** Root's workers would be another user's, to whom the folder is closed. */
  isRoot: boolean;
  /** Mirrors whose name cannot be resolved now: nginx would not start with them. */
  unresolved: ReadonlySet<string>;
}

/**
 * The whole nginx.conf: in front the rules of go between the mirrors, behind it for each mirror an inner server that
 * gives a whole file or an error. Every folder and header is set, since what nginx inherits or compiled in leaks or is
 * root's.
 */
export function nginxConf(settings: GatewaySettings, options: ConfOptions): string {
  const { upstreams } = settings;
  return `${options.isRoot ? "user root;\n" : ""}${head(settings, options.folder)}
${upstreams.map((one, at) => pool(one, at, options)).join("\n")}
  server { listen ${socket(options.folder, "down")}; access_log off; return 503; }
  server { listen ${socket(options.folder, "none")}; access_log off; return 404; }
  upstream failed { server ${socket(options.folder, "down")}; }
  upstream absent { server ${socket(options.folder, "none")}; }

${front(settings, options.folder)}
${upstreams.map((one, at) => inner(one, at, options)).join("\n")}
}
`;
}

/** A word for nginx: in quotes, where it has a blank. */
const socket = (folder: string, name: string): string => word(`unix:${folder}/${name}.sock`);
const word = (text: string): string => (/[\s;{}"']/.test(text) ? JSON.stringify(text) : text);

function head({ cap }: GatewaySettings, folder: string): string {
  const at = (name: string) => word(`${folder}/${name}`);
  return `worker_processes auto;
pid ${at("nginx.pid")};
error_log ${at("log/error.log")} warn;
events { worker_connections 1024; }
http {
  client_body_temp_path ${at("tmp/body")};
  proxy_temp_path ${at("tmp/proxy")};
  fastcgi_temp_path ${at("tmp/fastcgi")};
  uwsgi_temp_path ${at("tmp/uwsgi")};
  scgi_temp_path ${at("tmp/scgi")};
  server_tokens off;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 75s;
  keepalive_requests 10000;
  client_max_body_size 1k;
  default_type text/plain;
  types { }
  log_format front escape=json '{"time":"$time_iso8601","method":"$request_method","path":"$uri","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,"cache":"$sent_http_x_cache"}';
  log_format mirror escape=json '{"time":"$time_iso8601","mirror":"$mirror","path":"$uri","status":$status,"upstream_status":"$upstream_status","seconds":"$upstream_response_time","cache":"$upstream_cache_status"}';
  proxy_cache_path ${at("cache")} levels=1:2 keys_zone=gomod:16m max_size=${Math.max(1, Math.round(cap / 1024))}k inactive=365d use_temp_path=off;
  proxy_http_version 1.1;
  proxy_max_temp_file_size 1024m;
  proxy_ignore_headers Cache-Control Expires Set-Cookie Vary X-Accel-Expires X-Accel-Redirect X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset;
  # What may be kept: no web page, and nothing whose end cannot be told (HTTP/1.0 without a length).
  map "$upstream_http_content_type|$upstream_http_content_length$upstream_http_transfer_encoding" $unfit { default 0; "~*text/html" 1; "~\\|$" 1; }
`;
}

/** A mirror by its address; one that cannot be looked up is down until the gateway is loaded anew. */
function pool({ id, url }: Upstream, at: number, { folder, unresolved }: ConfOptions): string {
  const down = socket(folder, "down");
  const to = parseEndpoint(url)!;
  const server = unresolved.has(id)
    ? `server ${down};`
    : `server ${to.host.includes(":") ? `[${to.host}]` : to.host}:${to.port} max_fails=1 fail_timeout=10s; server ${down} backup;`;
  return `  upstream m${at} { zone m${at} 64k; ${server} keepalive 8; }
  upstream w${at} { server ${socket(folder, `m${at}`)}; keepalive 32; }`;
}

function front(settings: GatewaySettings, folder: string): string {
  const { listen, tls, login, upstreams } = settings;
  const secure =
    tls === null
      ? ""
      : `    ssl_certificate ${word(tls.cert)};\n    ssl_certificate_key ${word(tls.key)};\n    ssl_protocols TLSv1.2 TLSv1.3;\n`;
  const auth =
    login === null
      ? ""
      : `    auth_basic "Go modules";\n    auth_basic_user_file ${word(`${folder}/htpasswd`)};\n`;
  const refused = privateRules(settings.private).map(
    (rule) =>
      `    location ~* ${JSON.stringify(rule)} { return 404 "private here: never asked of a public mirror; set GOPRIVATE\\n"; }\n`,
  );
  return `  # In front: the rules of go between the mirrors. @aN: nobody has said "not here" yet; @bN: somebody has.
  server {
    listen ${listen}${tls === null ? "" : " ssl"};
    access_log ${word(`${folder}/log/access.log`)} front;
${secure}${auth}    proxy_set_header Connection "";
    proxy_set_header Authorization "";
    proxy_set_header Cookie "";
    proxy_set_header Referer "";
    proxy_set_header X-Forwarded-For "";
    proxy_set_header Accept-Encoding identity;
    proxy_read_timeout 20m;
    proxy_intercept_errors on;
    recursive_error_pages on;
    proxy_next_upstream off;
    if ($request_method !~ ^(GET|HEAD)$) { return 405; }
    location = /healthz { auth_basic off; access_log off; return 204; }
${refused.join("")}    location ~ ^/sumdb/[a-z0-9.-]+/(supported|latest|(lookup|tile)/[A-Za-z0-9._~!+/@-]+)\\z { error_page 418 = @a0; return 418; }
    location ~ ^/[A-Za-z0-9._~!+/-]+/(@latest|@v/list|@v/[A-Za-z0-9._~!+-]+\\.(info|mod|zip))\\z { error_page 418 = @a0; return 418; }
    location / { return 404 "not a path of the module proxy protocol\\n"; }
    location @none { return 404 "not found: no mirror of this gateway has it\\n"; }
    location @fail { return 502 "gateway: no mirror could answer\\n"; }
${upstreams.map((_, at) => steps(at, at === upstreams.length - 1)).join("")}  }
`;
}

/** What follows an answer of the mirror of this place. */
function steps(at: number, isLast: boolean): string {
  const pass = `proxy_pass http://w${at}$uri;`;
  if (isLast) {
    const first = `    location @a${at} { error_page 404 410 = @none; error_page 402 407 301 302 303 307 308 = @fail; error_page 500 502 503 504 = @fail; ${pass} }\n`;
    const later = `    location @b${at} { error_page 404 410 = @none; error_page ${failed} = @none; ${pass} }\n`;
    return at === 0 ? first : first + later;
  }
  const next = at + 1;
  const first = `    location @a${at} { error_page 404 410 = @b${next}; error_page ${failed} = @a${next}; ${pass} }\n`;
  const later = `    location @b${at} { error_page 404 410 = @b${next}; error_page ${failed} = @b${next}; ${pass} }\n`;
  return at === 0 ? first : first + later;
}

/** An inner server: a whole file, "not here", or a failure; never half a file. */
function inner({ id, url }: Upstream, at: number, { folder, caFile }: ConfOptions): string {
  const to = parseEndpoint(url)!;
  const base = `${to.scheme}://m${at}${to.path.replace(/\/$/, "")}`;
  const login = to.user === null ? "" : basic(to.user, to.password);
  const tls =
    to.scheme === "https"
      ? `    proxy_ssl_server_name on;
    proxy_ssl_name ${to.host};
    proxy_ssl_verify on;
    proxy_ssl_verify_depth 5;
    proxy_ssl_trusted_certificate ${word(caFile ?? "/etc/ssl/certs/ca-certificates.crt")};
    proxy_ssl_protocols TLSv1.2 TLSv1.3;
`
      : "";
  const cache = `proxy_cache gomod; proxy_cache_key $request_uri; proxy_cache_lock on; proxy_cache_lock_timeout 15m; proxy_cache_lock_age 15m; proxy_no_cache $unfit;`;
  const forGood = `${cache} proxy_cache_valid 200 365d;`;
  const forNow = `${cache} proxy_cache_valid 200 60s; proxy_cache_use_stale error timeout invalid_header updating http_500 http_502 http_503 http_504 http_429 http_403; proxy_cache_background_update on; proxy_cache_revalidate on;`;
  const seen = `auth_request_set $got_status $upstream_status; auth_request_set $got_unfit $unfit; auth_request_set $got_cache $upstream_cache_status;`;
  const have = `proxy_intercept_errors on; error_page 404 410 = @have; error_page 401 ${failed} = @have;`;
  return `  # ${id.replaceAll(/[^\w.:/@-]/g, "")}
  # What became of the file: (empty status) it was in the cache | 200 and fit to be kept: it is there now | not here | a failure
  map "$got_cache|$got_status|$got_unfit" $to${at} { "~^(HIT|STALE|UPDATING|REVALIDATED)" ${base}; "~\\|200\\|0$" ${base}; "~\\|(404|410)" http://absent; "~\\|(40[03]|451|429)\\|" ${base}; default http://failed; }
  server {
    listen ${socket(folder, `m${at}`)};
    set $mirror ${JSON.stringify(id.replaceAll("$", ""))};
    access_log ${word(`${folder}/log/mirrors.log`)} mirror;
    log_subrequest on;
    proxy_set_header Host ${to.authority};
    proxy_set_header Connection "";
    proxy_set_header Authorization ${JSON.stringify(login)};
    proxy_set_header User-Agent "Go-http-client/1.1";
    proxy_set_header Range "";
    proxy_set_header If-Range "";
    proxy_connect_timeout 3s;
    proxy_read_timeout 25s;
    proxy_next_upstream error timeout;
    proxy_next_upstream_tries 2;
${tls}    proxy_hide_header Set-Cookie;
    proxy_hide_header Cache-Control;
    proxy_hide_header Expires;
    proxy_hide_header Vary;
    proxy_hide_header Alt-Svc;
    proxy_hide_header Strict-Transport-Security;
    proxy_force_ranges on;
    location ~ ^/sumdb/.*/(lookup|tile)/ { ${forGood} add_header X-Cache $upstream_cache_status always; proxy_pass ${base}$request_uri; }
    location ~ "/@v/v[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.!-]+)?(\\+incompatible)?\\.(info|mod|zip)$" { auth_request /_whole; ${seen} ${forGood} add_header X-Cache $got_cache always; proxy_pass $to${at}$request_uri; }
    location = /_whole { internal; ${forGood} ${have} proxy_pass ${base}$request_uri; }
    location = /_fresh { internal; ${forNow} ${have} proxy_pass ${base}$request_uri; }
    location @have { return 204; }
    location / { auth_request /_fresh; ${seen} ${forNow} add_header X-Cache $got_cache always; proxy_pass $to${at}$request_uri; }
  }`;
}
