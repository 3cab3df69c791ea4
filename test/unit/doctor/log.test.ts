import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { log as check } from "../../../src/doctor/checks/log.ts";
import { causesIn } from "../../../src/doctor/log.ts";
import goLogs from "../../support/vectors/go-logs.json" with { type: "json" };

/** Lines as go printed them (facts of go 1.15 to 1.27), the code, and what they are about. */
const lines: [line: string, code: string, about: string | null, args?: object][] = [
  [
    'go: rsc.io/quote@v1.5.2: Get "https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info": dial tcp 142.251.43.17:443: i/o timeout',
    "net.timeout",
    "rsc.io/quote@v1.5.2",
  ],
  [
    'go: module rsc.io/quote: Get "https://proxy.golang.org/rsc.io/quote/@v/list": dial tcp: lookup proxy.golang.org on 8.8.8.8:53: no such host',
    "net.dns",
    "rsc.io/quote",
    { host: "proxy.golang.org", reason: "not-found" },
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "http://127.0.0.1:9/rsc.io/quote/@v/v1.5.2.info": dial tcp 127.0.0.1:9: connect: connection refused',
    "net.refused",
    "rsc.io/quote@v1.5.2",
    { host: "127.0.0.1:9" },
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "https://p.example/rsc.io/quote/@v/v1.5.2.info": dial tcp 10.0.0.1:443: connectex: No connection could be made because the target machine actively refused it.',
    "net.refused",
    "rsc.io/quote@v1.5.2",
  ],
  [
    "main.go:3:8: rsc.io/quote@v1.5.2: reading https://p.example/rsc.io/quote/@v/v1.5.2.mod: 403 Forbidden",
    "net.status",
    "rsc.io/quote@v1.5.2",
    { status: 403 },
  ],
  [
    "go: corp.com/a/b@v1.0.0: reading https://goproxy.cn/corp.com/a/b/@v/v1.0.0.info: 404 Not Found\n\tserver response: not found: corp.com/a/b@v1.0.0: invalid version",
    "net.status",
    "corp.com/a/b@v1.0.0",
    { status: 404 },
  ],
  [
    "go: rsc.io/quote@v1.5.2: reading https://u:xxxxx@p.example/rsc.io/quote/@v/v1.5.2.info: 401 Unauthorized",
    "net.auth",
    "rsc.io/quote@v1.5.2",
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "https://p.example/rsc.io/quote/@v/v1.5.2.info": x509: certificate signed by unknown authority',
    "net.tls-untrusted",
    "rsc.io/quote@v1.5.2",
    { host: "p.example" },
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "https://p.example:8443/rsc.io/quote/@v/v1.5.2.info": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    "net.tls-untrusted",
    "rsc.io/quote@v1.5.2",
    { host: "p.example:8443" },
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "https://p.example/rsc.io/quote/@v/v1.5.2.info": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-01-01T00:00:00Z is after 2025-01-01T00:00:00Z',
    "net.tls-expired",
    "rsc.io/quote@v1.5.2",
    { to: "2025-01-01T00:00:00Z" },
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "https://p.example/rsc.io/quote/@v/v1.5.2.info": tls: failed to verify certificate: x509: certificate is valid for *.other.example, other.example, not p.example',
    "net.tls-name",
    "rsc.io/quote@v1.5.2",
    { names: "*.other.example, other.example" },
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "https://p.example/rsc.io/quote/@v/v1.5.2.info": http: server gave HTTP response to HTTPS client',
    "net.not-tls",
    "rsc.io/quote@v1.5.2",
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "https://p.example/rsc.io/quote/@v/v1.5.2.info": EOF',
    "net.reset",
    "rsc.io/quote@v1.5.2",
  ],
  [
    'go: rsc.io/quote@v1.5.2: read "https://p.example/rsc.io/quote/@v/v1.5.2.zip": unexpected EOF',
    "net.truncated",
    "rsc.io/quote@v1.5.2",
  ],
  [
    `go: rsc.io/quote@v1.5.2: invalid response from proxy "https://p.example": invalid character '<' looking for beginning of value`,
    "net.bad-response",
    "rsc.io/quote@v1.5.2",
    { url: "https://p.example", body: "html" },
  ],
  [
    "go: rsc.io/quote@v1.5.2: invalid character '<' looking for beginning of value",
    "net.bad-response",
    "rsc.io/quote@v1.5.2",
  ],
  [
    "go: rsc.io/quote@v1.5.2: zip: not a valid zip file",
    "net.bad-response",
    "rsc.io/quote@v1.5.2",
    { body: "not-zip" },
  ],
  [
    "go: rsc.io/quote@v1.5.2: proxy returned info for version v9.9.9 instead of requested version",
    "net.wrong-version",
    "rsc.io/quote@v1.5.2",
    { got: "v9.9.9" },
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "https://p.example/a": stopped after 10 redirects',
    "net.redirect",
    "rsc.io/quote@v1.5.2",
    { reason: "too-many" },
  ],
  [
    "go: rsc.io/quote@v1.5.2: redirected from secure URL https://p.example/a to insecure URL http://q.example/a",
    "net.redirect",
    "rsc.io/quote@v1.5.2",
    { reason: "insecure", to: "http://q.example/a" },
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "https://p.example/rsc.io/quote/@v/v1.5.2.info": proxyconnect tcp: dial tcp 10.1.1.1:3128: connect: connection refused',
    "net.http-proxy",
    "rsc.io/quote@v1.5.2",
    { reason: "refused" },
  ],
  [
    'go: rsc.io/quote@v1.5.2: Get "https://p.example/rsc.io/quote/@v/v1.5.2.info": Proxy Authentication Required',
    "net.http-proxy",
    "rsc.io/quote@v1.5.2",
    { reason: "auth", status: 407 },
  ],
  [
    'go: rsc.io/quote@v1.5.2: verifying go.mod: rsc.io/quote@v1.5.2/go.mod: Get "https://sum.golang.org/lookup/rsc.io/quote@v1.5.2": dial tcp 142.251.43.17:443: i/o timeout',
    "sumdb.unreachable",
    "rsc.io/quote@v1.5.2",
    { database: "sum.golang.org", cause: "net.timeout" },
  ],
  [
    "go: rsc.io/quote@v1.5.2: verifying go.mod: rsc.io/quote@v1.5.2/go.mod: reading https://goproxy.cn/sumdb/sum.golang.org/supported: 504 Gateway Timeout",
    "sumdb.unreachable",
    "rsc.io/quote@v1.5.2",
    { database: "sum.golang.org", status: 504 },
  ],
  [
    "go: a.example/m@v1.0.0: verifying module: a.example/m@v1.0.0: reading https://goproxy.io/sumdb/sum.golang.org/tile/8/1/237: 404 Not Found",
    "sumdb.unreachable",
    "a.example/m@v1.0.0",
    { status: 404 },
  ],
  [
    "go: rsc.io/quote@v1.5.2: verifying module: checksum mismatch\n\tdownloaded: h1:aaa=\n\tsum.golang.org: h1:bbb=\n\nSECURITY ERROR\nThis download does NOT match the one reported by the checksum server.",
    "sumdb.mismatch",
    "rsc.io/quote@v1.5.2",
    { module: "rsc.io/quote@v1.5.2" },
  ],
  [
    "go: rsc.io/quote@v1.5.2: module lookup disabled by GOPROXY=off",
    "proxy.off",
    "rsc.io/quote@v1.5.2",
  ],
  [
    "go: rsc.io/quote@v1.5.2: GOPROXY list is not the empty string, but contains no entries",
    "proxy.empty",
    "rsc.io/quote@v1.5.2",
  ],
  [
    "go list -m: rsc.io/quote@v1.5.2: invalid proxy URL missing scheme: foo",
    "proxy.invalid",
    "rsc.io/quote@v1.5.2",
    { value: "foo" },
  ],
  [
    "go: rsc.io/quote@v1.5.2: verifying go.mod: invalid GOSUMDB: malformed verifier id",
    "sumdb.invalid",
    "rsc.io/quote@v1.5.2",
  ],
  [
    "go: download go1.99.1 for linux/amd64: toolchain not available",
    "toolchain.unavailable",
    null,
    { toolchain: "go1.99.1", reason: "not-served" },
  ],
  [
    "go: download go1.22 for linux/amd64: toolchain not available",
    "toolchain.unavailable",
    null,
    { toolchain: "go1.22", reason: "language" },
  ],
  [
    "go: go.mod requires go >= 1.99.1 (running go 1.26.8; GOTOOLCHAIN=local)",
    "toolchain.unavailable",
    null,
    { toolchain: "go1.99.1", reason: "local" },
  ],
  [
    "go: download go1.25.0: golang.org/toolchain@v0.0.1-go1.25.0.linux-amd64: verifying module: checksum database disabled by GOSUMDB=off",
    "toolchain.sumdb-off",
    "golang.org/toolchain@v0.0.1-go1.25.0.linux-amd64",
  ],
  ['go: invalid GOTOOLCHAIN "bad"', "go.bricked", null, { key: "GOTOOLCHAIN" }],
  [
    "go: git.corp.com/team/app@v1.0.0: invalid version: git ls-remote -q origin in /home/me/go/pkg/mod/cache/vcs/x: exit status 128:\n\tfatal: could not read Username for 'https://git.corp.com': terminal prompts disabled\nConfirm the import path was entered correctly.",
    "private.no-credentials",
    "git.corp.com/team/app@v1.0.0",
    { host: "git.corp.com" },
  ],
  [
    'go: corp.com/m@v1.0.0: unrecognized import path "corp.com/m": https fetch: Get "https://corp.com/m?go-get=1": dial tcp: lookup corp.com: no such host',
    "net.dns",
    "corp.com/m@v1.0.0",
    { host: "corp.com" },
  ],
];

describe("what a log of go is about", () => {
  it.each(lines)("%s", (line, code, about, args = {}) => {
    const [{ note, modules }, ...more] = causesIn(
      `go: downloading rsc.io/sampler v1.3.0\n${line}\n`,
    );
    expect(more).toEqual([]);
    expect(note).toMatchObject({ code, args });
    const [module] = modules;
    expect(module && [module.path, module.version].filter(Boolean).join("@")).toBe(
      about ?? undefined,
    );
  });

  it("takes each fault once, and nothing else", () => {
    const log = [
      "# example.com/work",
      "./main.go:3:2: undefined: x",
      lines[2]![0],
      lines[2]![0],
      "FAIL example.com/work [build failed]",
    ].join("\r\n");
    expect(causesIn(log)).toHaveLength(1);
    const [{ note }] = causesIn("ok  \texample.com/work\t0.01s\n");
    expect(note).toMatchObject({ code: "log.unrecognised", args: { why: "nothing" } });
  });

  it("says once what broke three hundred modules, and counts them", () => {
    const log = Array.from(
      { length: 300 },
      (_, at) =>
        `go: github.com/a/m${at}@v1.0.0: Get "https://goproxy.cn/github.com/a/m${at}/@v/v1.0.0.mod": EOF\n`,
    );
    const [cause, ...more] = causesIn(log.join(""));
    expect(more).toEqual([]);
    expect(cause.note).toMatchObject({ code: "net.reset", args: { host: "goproxy.cn" } });
    expect(cause.modules).toHaveLength(300);
  });

  it("shows no secret: passwords, tokens in the place of a user, signatures", () => {
    const log = `go: rsc.io/quote@v1.5.2: reading https://joe:s3cr3t@p.example/rsc.io/quote/@v/v1.5.2.info: 500 Internal Server Error
go: rsc.io/b@v1.5.2: Get "https://storage.example/x.zip?Expires=1&Signature=s3cr3tsign%3D": oh what is this
go: github.com/a/b@v1.0.0: invalid version: git ls-remote -q https://ghp_s3cr3t0123456789abcdefghijklmnop@github.com/a/b in /x: exit status 128:
\tfatal: could not read Password for 'https://ghp_s3cr3t0123456789abcdefghijklmnop@github.com': terminal prompts disabled
`;
    expect(JSON.stringify(causesIn(log))).not.toContain("s3cr3t");
  });

  it("says of a line of go that is not understood just that", () => {
    const line =
      'go: rsc.io/quote@v1.5.2: Get "https://p.example/rsc.io/quote/@v/v1.5.2.info": gremlins';
    expect(causesIn(line).map(({ note }) => note)).toEqual([
      { code: "log.not-understood", severity: "warning", args: { said: line } },
    ]);
  });

  it("announces every code that a log of the field has", () => {
    const seen = goLogs.flatMap((row) => causesIn(row.log).map(({ note }) => note.code));
    expect(seen.filter((code) => !check.codes.includes(code))).toEqual([]);
  });

  it("takes any bytes", () => {
    fc.assert(fc.property(fc.string(), (text) => void causesIn(text)));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void causesIn(Buffer.from(bytes))));
  });
});
