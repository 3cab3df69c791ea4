import { describe, expect, it } from "vitest";
import { fromBytes, toBytes } from "../../../../src/go/text/strings.ts";
import { urlErrorSays } from "../../../../src/go/url/url-error.ts";
import { parseUrl, redactedUrl } from "../../../../src/go/url/url.ts";
import { parseGoVersion } from "../../../../src/go/version.ts";

/** The URL as go prints it, or what go says against it. */
function judged(url: string, release: string): string {
  const version = parseGoVersion(`go${release}`)!;
  const parsed = parseUrl(toBytes(url), version);
  return "reason" in parsed
    ? urlErrorSays(parsed, version, null).exact.replace(/^parse "(?:[^"\\]|\\.)*": /, "")
    : fromBytes(redactedUrl(parsed, version));
}

const notAddress = 'invalid host: ParseAddr("foo"): unable to parse IP';

// Each of these was seen in that go's own net/url.
describe("what changed between releases", () => {
  it.each([
    ["http://[foo]/", "1.15.15", "http://[foo]/"],
    ["http://[foo]/", "1.24.7", "http://[foo]/"],
    ["http://[foo]/", "1.24.8", notAddress],
    ["http://[foo]/", "1.25.1", "http://[foo]/"],
    ["http://[foo]/", "1.25.2", notAddress],
    ["http://[foo]/", "1.26.0", notAddress],
    ["http://[::ffff:1.2.3.4]/", "1.24.7", "http://[::ffff:1.2.3.4]/"],
    ["http://[::ffff:1.2.3.4]/", "1.24.9", "invalid IPv6 host"],
    ["http://[::ffff:1.2.3.4]/", "1.24.10", "http://[::ffff:1.2.3.4]/"],
    ["http://[::ffff:1.2.3.4]/", "1.25.3", "invalid IPv6 host"],
    ["http://[::ffff:1.2.3.4]/", "1.25.4", "http://[::ffff:1.2.3.4]/"],
    ["http://[::ffff:1.2.3.4]/", "1.26.0", "http://[::ffff:1.2.3.4]/"],
    ["http://[1.2.3.4]/", "1.24.9", "invalid IPv6 host"],
    ["http://[1.2.3.4]/", "1.24.10", "invalid IP-literal"],
    ["http://a[::1]/", "1.23.12", 'invalid port ":1]" after host'],
    ["http://a[::1]/", "1.24.13", "http://[::1]/"],
    ["http://a[::1]/", "1.25.7", "http://[::1]/"],
    ["http://a[::1]/", "1.25.8", "invalid IP-literal"],
    ["http://a[::1]/", "1.26.0", "http://[::1]/"],
    ["http://a[::1]/", "1.26.1", "invalid IP-literal"],
    ["http://h:1:2/", "1.25.12", "http://h:1:2/"],
    ["http://h:1:2/", "1.26.0", 'invalid port ":1:2" after host'],
    ["ftp://h:1:2/", "1.26.1", 'invalid port ":1:2" after host'],
    ["ftp://h:1:2/", "1.26.2", "ftp://h:1:2/"],
    ["postgres://h:1:2/", "1.26.0", "postgres://h:1:2/"],
    ["c:/x", "1.18.10", "c:///x"],
    ["c:/x", "1.19.13", "c:/x"],
    ["c:/%2Fx<", "1.26.8", "c://x%3C"],
    ["c:/%2Fx<", "1.27.4", "c:%2F/x%3C"],
    ["http://\x7f", "1.18.10", "net/url: invalid control character in URL"],
  ])("%s in go %s: %s", (url, release, expected) => {
    expect(judged(url, release)).toBe(expected);
  });

  it("how DEL is quoted", () => {
    const says = (release: string) => {
      const version = parseGoVersion(`go${release}`)!;
      const parsed = parseUrl("\x7f", version);
      return "reason" in parsed ? urlErrorSays(parsed, version, null).exact : "";
    };
    expect(says("1.18.10")).toContain(String.raw`"\u007f"`);
    expect(says("1.19.13")).toContain(String.raw`"\x7f"`);
  });
});

describe("as go prints it", () => {
  it.each([
    ["HTTP://u:p@h/é?q#f", "http://u:xxxxx@h/%C3%A9?q#f"],
    ["http://h/%2f", "http://h/%2f"],
    ["http://ü.invalid", "http://%C3%BC.invalid"],
    ["x y", "x%20y"],
    ["http://h?", "http://h?"],
    ["*", "*"],
    ["http://[fe80::1%25e%20n]", "http://[fe80::1%25e%20n]"],
    ["http://[fe80::1%25e%2fn]", 'invalid URL escape "%2f"'],
  ])("%s is %s", (url, printed) => {
    expect(judged(url, "1.27.4")).toBe(printed);
  });
});
