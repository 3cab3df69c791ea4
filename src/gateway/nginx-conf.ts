import { parseEndpoint } from "../net/endpoint.ts";
import { type ConfOptions, failed, following, inner, log, socket, word } from "./mirror-conf.ts";
import type { GatewaySettings, Upstream } from "./settings.ts";
import { parseGlob, star } from "../go/patterns/glob.ts";

/**
 * The whole nginx.conf: in front the rules of go between the mirrors, behind it for each mirror an inner server that
 * gives a whole file or an error. Every folder and header is set, since what nginx inherits or compiled in leaks or is
 * root's.
 */
export function nginxConf(settings: GatewaySettings, options: ConfOptions): string {
  const { upstreams } = settings;
  return `${options.isRoot ? "user root;\n" : ""}${head(settings, options)}
${upstreams.map((one, at) => pool(one, at, options)).join("\n")}
  server { listen ${socket(options.folder, "down")}; access_log off; return 503; }
  server { listen ${socket(options.folder, "none")}; access_log off; return 404; }
  upstream failed { server ${socket(options.folder, "down")}; }
  upstream absent { server ${socket(options.folder, "none")}; }

${front(settings, options)}
${upstreams.map((one, at) => inner(one, at, options) + following(one, at, options)).join("\n")}
}
`;
}

function head({ cap }: GatewaySettings, options: ConfOptions): string {
  const at = (name: string) => word(`${options.folder}/${name}`);
  return `worker_processes auto;
worker_rlimit_nofile 4096;
pid ${at("nginx.pid")};
error_log ${options.container === undefined ? at("log/error.log") : "stderr"} warn;
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
  # Only what a mirror was asked is logged of it, not what its cache answers.
  map $upstream_status $was_asked { volatile; default 0; "~[0-9]" 1; }
  proxy_http_version 1.1;
  proxy_max_temp_file_size 1024m;
  proxy_ignore_headers Cache-Control Expires Set-Cookie Vary X-Accel-Expires X-Accel-Redirect X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset;
  # What may be kept: no web page, and nothing whose end cannot be told (HTTP/1.0 without a length).
  map "$upstream_http_x_unfit$upstream_http_content_type|$upstream_http_content_length$upstream_http_transfer_encoding" $unfit { default 0; "~^1" 1; "~*text/html" 1; "~\\|$" 1; }
`;
}

/** A mirror by its address, with the hosts that its redirects are followed to. */
function pool({ url, redirectsTo = [] }: Upstream, at: number, options: ConfOptions): string {
  const own = (name: string) => socket(options.folder, `${name}${at}`);
  const hosts = redirectsTo.map((to, hop) => servers(`r${at}_${hop}`, to, options));
  if (hosts.length > 0) hosts.push(`  upstream f${at} { server ${own("f")}; keepalive 8; }`);
  return [
    servers(`m${at}`, url, options),
    ...hosts,
    `  upstream w${at} { server ${own("m")}; keepalive 32; }`,
  ].join("\n");
}

/** A host by its address; one that cannot be looked up is down until the gateway is loaded anew. */
function servers(name: string, url: string, { folder, unresolved }: ConfOptions): string {
  const down = socket(folder, "down");
  const to = parseEndpoint(url)!;
  const server = unresolved.has(to.host)
    ? `server ${down};`
    : `server ${to.host.includes(":") ? `[${to.host}]` : to.host}:${to.port} max_fails=1 fail_timeout=10s; server ${down} backup;`;
  return `  upstream ${name} { zone ${name} 64k; ${server} keepalive 8; }`;
}

function front(settings: GatewaySettings, options: ConfOptions): string {
  const { listen, tls, login, upstreams } = settings;
  const secure =
    tls === null
      ? ""
      : `    ssl_certificate ${word(tls.cert)};\n    ssl_certificate_key ${word(tls.key)};\n    ssl_protocols TLSv1.2 TLSv1.3;\n`;
  const auth =
    login === null
      ? ""
      : `    auth_basic "Go modules";\n    auth_basic_user_file ${word(`${options.container ?? options.folder}/htpasswd`)};\n`;
  const [first] = upstreams;
  const hasEngine = first?.isEngine === true;
  const refused = privatePaths(settings.private).map((path) => {
    const engine = String.raw`^(?=/${path}(/|@|$))(?<asked>/[A-Za-z0-9._~!+/-]+${files})\z`;
    const none = String.raw`^/(sumdb/[^/]+/lookup/)?${path}(/|@|$)`;
    return `${hasEngine ? `    location ~* ${JSON.stringify(engine)} { error_page 418 = @engine; return 418; }\n` : ""}    location ~* ${JSON.stringify(none)} { return 404 "private here: never asked of a public mirror; set GOPRIVATE\\n"; }\n`;
  });
  return `  # In front: the rules of go between the mirrors. @aN: nobody has said "not here" yet; @bN: somebody has.
  server {
    listen ${listen}${tls === null ? "" : " ssl"};
    access_log ${log(options, "access")} front;
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
    proxy_buffers 8 64k;
    proxy_buffer_size 16k;
    if ($request_method !~ ^(GET|HEAD)$) { return 405; }
    location = /healthz { auth_basic off; access_log off; return 204; }
${refused.join("")}    location ~ "^(?<asked>/sumdb/[a-z0-9.-]+/(supported|latest|(lookup|tile)/[A-Za-z0-9._~!+/@-]+))\\z" { error_page 418 = @a${hasEngine ? 1 : 0}; return 418; }
    location ~ "^(?<asked>/[A-Za-z0-9._~!+/-]+${files})\\z" { error_page 418 = @a0; return 418; }
    location / { return 404 "not a path of the module proxy protocol\\n"; }
    location @none { return 404 "not found: no mirror of this gateway has it\\n"; }
    location @fail { return 502 "gateway: no mirror could answer\\n"; }
${hasEngine ? `    location @engine { error_page 404 410 = @none; error_page ${failed} = @fail; proxy_pass http://w0$asked; }\n` : ""}${upstreams.map((_, at) => steps(at, at === upstreams.length - 1)).join("")}  }
`;
}

/** The files of a module, behind its path. What is asked of a mirror (`$asked`) is of a closed set of characters. */
const files = String.raw`/(@latest|@v/list|@v/[A-Za-z0-9._~!+-]+\.(info|mod|zip))`;

/** What follows an answer of the mirror of this place. */
function steps(at: number, isLast: boolean): string {
  const pass = `proxy_pass http://w${at}$asked;`;
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

/**
 * The regular expressions of nginx for paths of modules that no mirror may be asked for: a pattern of GOPRIVATE in the
 * escaped form that paths have (`Acme` as `!acme`), without what begins and follows it. To be read without regard to
 * case, so that no other spelling of a name gets through.
 */
export function privatePaths(patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => {
    const glob = parseGlob(pattern);
    return glob === null ? [] : [glob.map(({ tokens }) => tokens.map(oneOf).join("")).join("/")];
  });
}

/** A token of a pattern; a letter may stand behind the `!` that escapes a capital one. */
function oneOf(token: string): string {
  if (token === star) return "[^/@]*";
  const characters = [...token].map((one) => (/[a-z0-9]/i.test(one) ? one : `\\${one}`));
  const set = characters.length === 1 ? characters[0]! : `[${characters.join("")}]`;
  return /[a-z]/i.test(token) ? `!?${set}` : set;
}

/** Whether go keeps a pattern at all: one that it drops would protect nothing. */
export const isPatternKept = (pattern: string): boolean => parseGlob(pattern) !== null;
