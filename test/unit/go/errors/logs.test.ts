import { describe, expect, test } from "vitest";
import { type GoFailure, readErrors } from "../../../../src/go/errors/failures.ts";
import { decodeLog } from "../../../../src/go/errors/input/decode.ts";
import goLogs from "../../../support/vectors/go-logs.json" with { type: "json" };
import powershell from "../../../support/vectors/powershell-logs.json" with { type: "json" };

const read = (bytes: Buffer): GoFailure[] => readErrors(decodeLog(bytes)).failures;
const codeOf = ({ note }: GoFailure): string => note?.code ?? "log.not-understood";

function codesOf(bytes: Buffer): string[] {
  const codes = new Set(read(bytes).map(codeOf));
  return codes.size === 0 ? ["log.unrecognised"] : [...codes];
}

/** Codes, arguments, modules and requirers, each once; the second of a clock apart. */
function subjectsOf(bytes: Buffer): string[] {
  const all = read(bytes).map((failure) => {
    const { now: _now, ...args } = { now: "", ...failure.note?.args };
    return JSON.stringify([codeOf(failure), args, failure.module, failure.requirers]);
  });
  return [...new Set(all)];
}

describe("logs of public threads and of the real go", () => {
  test.each(goLogs.map((row) => [row.id, row.situation, row] as const))(
    "%i %s",
    (_id, _situation, { log, codes }) => {
      for (const code of codesOf(Buffer.from(log))) expect(codes).toContain(code);
    },
  );
});

/** What go prints of git, before git's own words. */
const ofGit = (module: string, said: string) =>
  `go: ${module}@v1.0.0: invalid version: git ls-remote -q origin in /home/me/go/pkg/mod/cache/vcs/9b1b: exit status 128:\n\t${said}\n`;
const get = (said: string) =>
  `go: rsc.io/quote@v1.5.2: Get "https://goproxy.cn/rsc.io/quote/@v/v1.5.2.info": ${said}\n`;

describe("words that no log of the tables has", () => {
  const rows: [log: string, note: object][] = [
    // Git in other languages: its own catalogues of messages, versions 2.39 and later.
    ...[
      "fatal: 'https://git.acme.cn/a/b.git/' 鉴权失败",
      "致命错误：'https://git.acme.cn/a/b.git/' 身份验证失败",
      "fatal: 'https://git.acme.cn/a/b.git/' 身份驗證失敗",
      "Schwerwiegend: Authentifizierung fehlgeschlagen für 'https://git.acme.cn/a/b/'",
      "fatal : Échec d'authentification pour 'https://git.acme.cn/a/b/'",
      "fatal: Autenticación falló para 'https://git.acme.cn/a/b/'",
      "fatal: Autenticazione non riuscita per 'https://git.acme.cn/a/b/'",
    ].map((said): [string, object] => [
      ofGit("git.acme.cn/a/b", said),
      { code: "private.no-credentials", args: { host: "git.acme.cn", reason: "refused" } },
    ]),
    ...[
      "致命错误：仓库 'https://git.acme.cn/a/b/' 未找到",
      "fatal: Repository 'https://git.acme.cn/a/b/' nicht gefunden",
      "fatal: dépôt 'https://git.acme.cn/a/b/' non trouvé",
      "fatal: repositorio 'https://git.acme.cn/a/b/' no encontrado",
    ].map((said): [string, object] => [
      ofGit("git.acme.cn/a/b", said),
      { code: "private.no-credentials", args: { host: "git.acme.cn", reason: "not-found" } },
    ]),
    [
      ofGit("github.com/a/b", "致命错误：远端意外挂断了\n\t致命错误：过早的文件结束符（EOF）"),
      { code: "net.reset", args: { host: "github.com" } },
    ],
    [
      ofGit(
        "github.com/a/b",
        "fatal: unable to access 'https://github.com/a/b/': Proxy CONNECT aborted",
      ),
      { code: "net.http-proxy", args: { reason: "reset" } },
    ],
    [
      ofGit(
        "github.com/a/b",
        "fatal: write error: No space left on device\n\tfatal: index-pack failed",
      ),
      { code: "cache.full" },
    ],
    // What a company's proxy answers CONNECT with: net/http prints its reason alone.
    [
      get("Blocked by policy"),
      { code: "net.http-proxy", args: { reason: "status", status: null } },
    ],
    [get("Access Denied (policy_denied)"), { code: "net.http-proxy" }],
    [
      get("authenticationrequired"),
      { code: "net.http-proxy", args: { reason: "auth", status: 407 } },
    ],
    [get("EOF"), { code: "net.reset" }],
    // Go 1.11 and 1.12. Source: cmd/go/internal/modfetch/proxy.go lookupProxy.
    [
      "go: rsc.io/quote@v1.5.2: invalid $GOPROXY setting: cannot have comma\n",
      { code: "proxy.invalid", args: { said: "invalid $GOPROXY setting: cannot have comma" } },
    ],
    [
      "go: rsc.io/quote@v1.5.2: invalid $GOPROXY setting: malformed URL or invalid scheme (must be http, https, file)\n",
      { code: "proxy.invalid" },
    ],
    [
      "/go/pkg/mod/github.com/samber/lo@v1.50.0/it/seq.go:5:2: package iter is not in std (/usr/local/go/src/iter)\n",
      { code: "toolchain.unavailable", args: { reason: "old-go" } },
    ],
    [
      "go: rsc.io/quote@v1.5.2: verifying go.mod: rsc.io/quote@v1.5.2/go.mod: reading https://go.acme.io/artifactory/api/go/sums/lookup/rsc.io/quote@v1.5.2: 404 Not Found\n",
      { code: "sumdb.unreachable", args: { database: "go.acme.io", status: 404 } },
    ],
    ...[
      "go: rsc.io/quote@v1.5.2: unexpected EOF",
      "rsc.io/quote@v1.5.2: unexpected EOF",
      "go get rsc.io/quote@latest: module rsc.io/quote: unexpected EOF",
      "example.test/app imports\n\trsc.io/quote: module rsc.io/quote: unexpected EOF",
    ].map((said): [string, object] => [`${said}\n`, { code: "net.truncated" }]),
    [
      'go: GOMODCACHE entry is relative; must be absolute path: "rel/x".\n',
      { code: "go.bricked", args: { key: "GOMODCACHE" } },
    ],
    [
      "go: rsc.io/quote@v1.5.2: verifying module: checksum mismatch\n\tdownloaded: h1:aaa=\n\tsum.golang.org: h1:bbb=\n",
      { code: "sumdb.mismatch", args: { database: "sum.golang.org" } },
    ],
    ...["main.go:3:8: rsc.io/quote@v1.5.2", "verifying rsc.io/quote@v1.5.2"].map(
      (said): [string, object] => [
        `02:56:00  ${said}: Get "https://goproxy.cn/x": Forbidden\n02:56:01  make: *** Error 1\n`,
        { code: "net.http-proxy" },
      ],
    ),
    [
      "go: rsc.io/quote@v1.5.2: verifying go.mod: checksum missing from sumdb response\n\nSECURITY ERROR\n",
      { code: "sumdb.unreachable" },
    ],
    [
      "go: rsc.io/quote@v1.5.2: verifying module: rsc.io/quote@v1.5.2: security error: misbehaving server\n",
      { code: "sumdb.unreachable" },
    ],
  ];
  test.each(rows)("%s", (log, note) => {
    const found = read(Buffer.from(log));
    expect(found.map((one) => one.note)).toEqual([expect.objectContaining(withArgs(note))]);
  });
});

/** Of the arguments, those that are named. */
const withArgs = ({ args, ...note }: { args?: object }) =>
  args === undefined ? note : { ...note, args: expect.objectContaining(args) };

test("go up to 1.13 names what go get was given", () => {
  const said =
    "go get git.acme.io/h/kit: git ls-remote -q https://git.acme.io/h.git in /x/pkg/mod/cache/vcs/19: exit status 128:\nGitLab: The project you were looking for could not be found.\nfatal: Could not read from remote repository.\n";
  expect(read(Buffer.from(said))).toMatchObject([
    { module: { path: "git.acme.io/h/kit" }, note: { code: "private.no-credentials" } },
  ]);
});

test("an address that go up to 1.21 joins like a path is that of the module's file", () => {
  const said =
    'go: rsc.io/Quote@v1.5.2: read "https:/mirrors.example/goproxy/@v/v1.5.2.zip": unexpected EOF';
  const [failure] = read(Buffer.from(said));
  expect(failure?.module).toMatchObject({ path: "rsc.io/Quote", version: "v1.5.2" });
  expect(failure?.note).toMatchObject({
    code: "net.truncated",
    args: { url: "https://mirrors.example/goproxy/rsc.io/%21quote/@v/v1.5.2.zip" },
  });
});

describe("the same failure, captured by PowerShell", () => {
  const plain: Record<string, { log: string }> = powershell.plain;

  test.each(powershell.captures.map((one) => [one.kind, one.capture, one.base64] as const))(
    "%s, %s",
    (kind, _capture, base64) => {
      const captured = subjectsOf(Buffer.from(base64, "base64"));
      expect(captured).toEqual(subjectsOf(Buffer.from(plain[kind]!.log)));
    },
  );

  interface Windows {
    kind: string;
    codes: string[];
    capture?: string;
    base64?: string;
    log?: string;
  }
  const windows: Windows[] = powershell.windows;

  test.each(windows.map((one) => [one.kind, one.capture ?? "plain", one] as const))(
    "the words of Windows: %s, %s",
    (_kind, _capture, { log, base64, codes }) => {
      const bytes = base64 === undefined ? Buffer.from(log ?? "") : Buffer.from(base64, "base64");
      for (const code of codesOf(bytes)) expect(codes).toContain(code);
    },
  );
});

const perLine = (prefix: (at: number) => string) => (log: string) =>
  log
    .trimEnd()
    .split("\n")
    .map((line, at) => `${prefix(at)}${line}\n`)
    .join("");
const escaped = (log: string) =>
  log.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const cut = (width: number) => (log: string) =>
  log
    .replaceAll("\t", "        ")
    .replace(new RegExp(`^.{${width}}`, "gm"), (line) => `${line}\n`)
    .replace(new RegExp(`^.{${width}}(?=.)`, "gm"), (line) => `${line}\n`);

const wrappers: Record<string, (log: string) => string | Buffer> = {
  "numbers of lines": perLine((at) => `     ${at + 1}\t`),
  "Select-String": perLine((at) => `log.txt:${at + 3}:`),
  "docker compose": perLine(() => "app-1  | "),
  "systemd's journal": perLine((at) => `Nov 28 02:56:0${at} host go[1234]: `),
  klog: perLine((at) => `E1128 02:56:0${at}.123456       1 main.go:5] `),
  GitLab: perLine(() => "2026-11-28T02:56:00.123456Z 01E "),
  "Azure's task issues": perLine(() => "##vso[task.logissue type=error]"),
  Jenkins: perLine((at) => `02:56:0${at}  `),
  TeamCity: perLine((at) => `[02:56:0${at}]W:\t [Step 2/3] `),
  act: perLine(() => "[CI/build]   | "),
  Drone: perLine((at) => `[build:${at + 7}] `),
  kubectl: perLine(() => "[pod/build-x7/kaniko] "),
  "Cloud Build": perLine(() => 'Step #1 - "build": '),
  Terraform: perLine(() => "null_resource.build (local-exec): "),
  Nix: perLine(() => "       > "),
  Earthly: perLine(() => "              +deps | "),
  "a fence of Markdown": (log) => `\`\`\`\n${log}\`\`\`\n`,
  "an error of node": (log) =>
    `Error: Command failed: go build ./...\n${log}\n    at ChildProcess.exithandler (node:child_process:420:12)\n    at maybeClose (node:internal/child_process:1105:16) {\n  code: 1,\n  killed: false\n}\n`,
  gopls: (log) =>
    `2026/11/28 02:56:00 go/packages.Load #1: err: exit status 1: stderr: ${log}\n\tsnapshot=1\n\tdirectory=file:///src\n`,
  "a chat's quotes": (log) => log.replaceAll(/"(https?:[^"\n]*)"/g, "“$1”"),
  npm: perLine(() => "npm ERR! "),
  "a quote of mail": perLine(() => "> > "),
  "no indentation": (log) => log.replaceAll("\t", ""),
  "one line": (log) => `${log.trimEnd().replaceAll(/\s*\n\s*/g, " ")}\n`,
  HTML: (log) => `<table><tr><td>${escaped(log.trimEnd())}</td></tr></table>`,
  JUnit: (log) => `<failure message="${escaped(log).replaceAll("\n", "&#xA;")}"/>`,
  "a workflow command": (log) => `::error file=x.go,line=1::${log.replaceAll("\n", "%0A")}`,
  "logrus, line by line": (log) =>
    log
      .trimEnd()
      .split("\n")
      .map((line) => `time="2026-11-28T02:56:00Z" level=error msg=${JSON.stringify(line)}\n`)
      .join(""),
  zap: (log) => JSON.stringify({ level: "error", ts: 1, msg: "go failed", error: log }),
  "docker's JSON": (log) =>
    log
      .trimEnd()
      .split("\n")
      .map((line) => `${JSON.stringify({ log: `${line}\n`, stream: "stderr" })}\n`)
      .join(""),
  "a console of 80 columns": cut(80),
  "a console of 132 columns": cut(132),
};

describe("the same failure, in what other programs make of it", () => {
  const plain: Record<string, { log: string }> = powershell.plain;
  const rows = Object.entries(wrappers).flatMap(([name, wrap]) =>
    Object.entries(plain).map(([kind, { log }]) => [kind, name, log, wrap] as const),
  );

  test.each(rows)("%s, %s", (_kind, _name, log, wrap) => {
    expect(subjectsOf(Buffer.from(wrap(log) as string))).toEqual(subjectsOf(Buffer.from(log)));
  });
});
