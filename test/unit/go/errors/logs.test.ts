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
