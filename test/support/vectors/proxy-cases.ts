import { parseEndpoint } from "../../../src/net/endpoint.ts";
import { proxyFor } from "../../../src/net/environment-proxy.ts";

export interface ProxyCase {
  env: Record<string, string>;
  url: string;
  /** Scheme, host and port of the proxy; "" for none; "cgi" where go refuses. */
  proxy: string;
}

/** The proxy as the cases below write it. */
export function goFor(env: Record<string, string>, url: string): string {
  const to = parseEndpoint(url);
  if (to === null) throw new Error(`not a URL: ${url}`);
  const proxy = proxyFor({ env, platform: "linux" }, to);
  if (proxy === null || proxy === "cgi") return proxy ?? "";
  const host = proxy.host.includes(":") ? `[${proxy.host}]` : proxy.host;
  return `${proxy.scheme}://${host}:${proxy.port}`;
}

const https = "https://mirror.example.com/p";
const http = "http://mirror.example.com/p";
const p = { HTTPS_PROXY: "http://p:1", HTTP_PROXY: "http://q:2" };
const viaP = "http://p:1";

const without = (NO_PROXY: string) => ({ ...p, NO_PROXY });

/** Every case was confirmed by net/http ProxyFromEnvironment (test/real/proxy/environment-proxy.test.ts does it again). */
export const proxyCases: ProxyCase[] = [
  { env: {}, url: https, proxy: "" },
  { env: p, url: https, proxy: viaP },
  { env: p, url: http, proxy: "http://q:2" },
  { env: { https_proxy: "http://low:3" }, url: https, proxy: "http://low:3" },
  {
    env: { https_proxy: "http://low:3", HTTPS_PROXY: "http://up:4" },
    url: https,
    proxy: "http://up:4",
  },
  { env: { https_proxy: "http://low:3", HTTPS_PROXY: "" }, url: https, proxy: "http://low:3" },
  { env: { HTTP_PROXY: "http://q:2" }, url: https, proxy: "" },
  { env: { ALL_PROXY: "http://all:5", all_proxy: "http://all:5" }, url: https, proxy: "" },
  // What counts as the address of a proxy.
  { env: { HTTPS_PROXY: "p:1" }, url: https, proxy: viaP },
  { env: { HTTPS_PROXY: "127.0.0.1:7890" }, url: https, proxy: "http://127.0.0.1:7890" },
  { env: { HTTPS_PROXY: "cache.corp" }, url: https, proxy: "http://cache.corp:80" },
  { env: { HTTPS_PROXY: "https://p" }, url: https, proxy: "https://p:443" },
  { env: { HTTPS_PROXY: "socks5://127.0.0.1:1080" }, url: https, proxy: "socks5://127.0.0.1:1080" },
  { env: { HTTPS_PROXY: "socks5h://p" }, url: https, proxy: "socks5h://p:1080" },
  { env: { HTTPS_PROXY: "http://u:p@p:1/path" }, url: https, proxy: viaP },
  { env: { HTTPS_PROXY: "http://[::1]:99" }, url: https, proxy: "http://[::1]:99" },
  { env: { HTTPS_PROXY: "HTTP://P:1" }, url: https, proxy: "http://P:1" },
  { env: { HTTPS_PROXY: " http://p:1" }, url: https, proxy: "" },
  { env: { HTTPS_PROXY: "http://p:x" }, url: https, proxy: "http://http:80" },
  { env: { HTTPS_PROXY: "http://p:1\t" }, url: https, proxy: "" },
  { env: { HTTPS_PROXY: "//p:1" }, url: https, proxy: "http://:80" },
  // CGI.
  { env: { ...p, REQUEST_METHOD: "GET" }, url: http, proxy: "cgi" },
  { env: { ...p, REQUEST_METHOD: "GET" }, url: https, proxy: viaP },
  { env: { ...p, REQUEST_METHOD: "" }, url: http, proxy: "http://q:2" },
  { env: { http_proxy: "http://q:2", REQUEST_METHOD: "GET" }, url: http, proxy: "cgi" },
  { env: { ...p, REQUEST_METHOD: "GET", NO_PROXY: "*" }, url: http, proxy: "cgi" },
  // Loopback.
  { env: p, url: "https://localhost/p", proxy: "" },
  { env: p, url: "https://localhost:8443/p", proxy: "" },
  { env: p, url: "https://LOCALHOST/p", proxy: viaP },
  { env: p, url: "https://localhost./p", proxy: viaP },
  { env: p, url: "https://sub.localhost/p", proxy: viaP },
  { env: p, url: "https://127.0.0.1:1/p", proxy: "" },
  { env: p, url: "https://127.9.8.7/p", proxy: "" },
  { env: p, url: "https://[::1]/p", proxy: "" },
  { env: p, url: "https://[::ffff:127.0.0.1]/p", proxy: "" },
  { env: p, url: "https://0.0.0.0/p", proxy: viaP },
  { env: p, url: "https://128.0.0.1/p", proxy: viaP },
  // NO_PROXY: names.
  { env: without("*"), url: https, proxy: "" },
  { env: without("x.example, *"), url: https, proxy: "" },
  { env: without("*.*"), url: https, proxy: viaP },
  { env: without("mirror.example.com"), url: https, proxy: "" },
  { env: without("MIRROR.example.COM"), url: https, proxy: "" },
  { env: without("example.com"), url: https, proxy: "" },
  { env: without("example.com"), url: "https://example.com/", proxy: "" },
  { env: without(".example.com"), url: https, proxy: "" },
  { env: without(".example.com"), url: "https://example.com/", proxy: viaP },
  { env: without("*.example.com"), url: https, proxy: "" },
  { env: without("*.example.com"), url: "https://example.com/", proxy: viaP },
  { env: without("ample.com"), url: https, proxy: viaP },
  { env: without("com"), url: https, proxy: "" },
  { env: without("a, b ,  mirror.example.com  "), url: https, proxy: "" },
  { env: without("a b mirror.example.com"), url: https, proxy: viaP },
  { env: without("a;mirror.example.com"), url: https, proxy: viaP },
  { env: without("https://mirror.example.com"), url: https, proxy: viaP },
  { env: without("mirror.example.com."), url: https, proxy: viaP },
  { env: without("bücher.example"), url: "https://xn--bcher-kva.example/", proxy: "" },
  { env: without("xn--bcher-kva.example"), url: "https://bücher.example/", proxy: "" },
  { env: { ...p, no_proxy: "example.com" }, url: https, proxy: "" },
  { env: { ...p, no_proxy: "example.com", NO_PROXY: "other" }, url: https, proxy: viaP },
  // NO_PROXY: ports.
  { env: without("example.com:443"), url: https, proxy: "" },
  { env: without("example.com:443"), url: http, proxy: "http://q:2" },
  { env: without("example.com:80"), url: http, proxy: "" },
  { env: without("example.com:8443"), url: https, proxy: viaP },
  { env: without("example.com:8443"), url: "https://example.com:8443/", proxy: "" },
  { env: without("example.com:"), url: https, proxy: "" },
  { env: without(":443"), url: https, proxy: viaP },
  { env: without("example.com:0443"), url: https, proxy: viaP },
  // NO_PROXY: addresses.
  { env: without("10.0.0.1"), url: "https://10.0.0.1/", proxy: "" },
  { env: without("10.0.0.1"), url: "https://10.0.0.10/", proxy: viaP },
  { env: without("10.0.0.1:443"), url: "https://10.0.0.1/", proxy: "" },
  { env: without("10.0.0.1:80"), url: "https://10.0.0.1/", proxy: viaP },
  { env: without("10."), url: "https://10.0.0.1/", proxy: viaP },
  { env: without("10.0.0.0/8"), url: "https://10.255.3.4/", proxy: "" },
  { env: without("10.0.0.0/8"), url: "https://11.0.0.1/", proxy: viaP },
  { env: without("10.1.2.3/8"), url: "https://10.9.9.9/", proxy: "" },
  { env: without("10.0.0.0/31"), url: "https://10.0.0.1/", proxy: "" },
  { env: without("10.0.0.0/31"), url: "https://10.0.0.2/", proxy: viaP },
  { env: without("0.0.0.0/0"), url: "https://8.8.8.8/", proxy: "" },
  { env: without("0.0.0.0/0"), url: https, proxy: viaP },
  { env: without("0.0.0.0/0"), url: "https://[2001:db8::1]/", proxy: viaP },
  { env: without("::/0"), url: "https://[2001:db8::1]/", proxy: "" },
  { env: without("::/0"), url: "https://10.0.0.1/", proxy: viaP },
  { env: without("10.0.0.0/33"), url: "https://10.0.0.1/", proxy: viaP },
  { env: without("10.0.0.0/08"), url: "https://10.0.0.1/", proxy: "" },
  { env: without("2001:db8::/32"), url: "https://[2001:db8:ffff::1]/", proxy: "" },
  { env: without("2001:db8::/32"), url: "https://[2001:db9::1]/", proxy: viaP },
  { env: without("2001:db8::1"), url: "https://[2001:db8::1]/", proxy: "" },
  { env: without("2001:DB8:0:0::1"), url: "https://[2001:db8::1]/", proxy: "" },
  { env: without("[2001:db8::1]:443"), url: "https://[2001:db8::1]/", proxy: "" },
  { env: without("[2001:db8::1]:444"), url: "https://[2001:db8::1]/", proxy: viaP },
  { env: without("[2001:db8::1]"), url: "https://[2001:db8::1]/", proxy: viaP },
  { env: without("::ffff:10.0.0.1"), url: "https://10.0.0.1/", proxy: "" },
  { env: without("10.0.0.1"), url: "https://[::ffff:10.0.0.1]/", proxy: "" },
  { env: without("::ffff:10.0.0.0/104"), url: "https://10.7.7.7/", proxy: "" },
  { env: without("010.0.0.1"), url: "https://10.0.0.1/", proxy: viaP },
  { env: without("example.com"), url: "https://10.0.0.1/", proxy: viaP },
  { env: without("0.0.1"), url: "https://10.0.0.1/", proxy: viaP },
];
