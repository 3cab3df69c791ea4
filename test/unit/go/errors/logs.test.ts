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
