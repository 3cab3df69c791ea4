import { describe, expect, it } from "vitest";
import { parseEndpoint } from "../../../src/net/endpoint.ts";
import { proxyFor } from "../../../src/net/environment-proxy.ts";
import { goFor, proxyCases } from "../../support/vectors/proxy-cases.ts";

describe("proxyFor", () => {
  it.each(proxyCases)("$env for $url", ({ env, url, proxy }) => {
    expect(goFor(env, url)).toBe(proxy);
  });

  it("knows variables in any case on Windows", () => {
    const env = { Https_Proxy: "http://p:1", NO_proxy: "x.example" };
    const of = (url: string) => proxyFor({ env, platform: "win32" }, parseEndpoint(url)!);
    expect(of("https://y.example")).toMatchObject({ host: "p", port: 1 });
    expect(of("https://x.example")).toBeNull();
  });

  it("has the user and the password, and does not show the latter", () => {
    const env = { HTTPS_PROXY: "http://us%40er:se%3Acret@proxy.corp.example:3128/" };
    const proxy = proxyFor({ env, platform: "linux" }, parseEndpoint("https://x.example")!);
    expect(proxy).toMatchObject({ user: "us@er", password: "se:cret", port: 3128 });
    expect((proxy as { shown: string }).shown).not.toContain("se");
  });

  it.each([
    ["http://p", 80],
    ["https://p", 443],
    ["socks5://p", 1080],
    ["p:8080", 8080],
    ["http://[::1]:99", 99],
  ])("%s has port %d", (value, port) => {
    const ctx = { env: { HTTPS_PROXY: value }, platform: "linux" as const };
    expect(proxyFor(ctx, parseEndpoint("https://x.example")!)).toMatchObject({ port });
  });
});
