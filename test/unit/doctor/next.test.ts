import { describe, expect, test } from "vitest";
import type { Doctor } from "../../../src/contract.ts";
import { looksPrivate } from "../../../src/go/patterns/hosts.ts";
import { run } from "../../../src/main.ts";
import { doctor as english } from "../../../src/text/en/doctor.ts";
import { doctor as chinese } from "../../../src/text/zh/doctor.ts";
import { sandbox } from "../../support/sandbox.ts";
import goLogs from "../../support/vectors/go-logs.json" with { type: "json" };

/** What `doctor --log` finds in a log, without the network. */
async function findingsOf(log: string, lang: "en" | "zh") {
  // What a log says is told without a go, and two hundred starts of one take their time.
  const box = sandbox({ env: { PATH: "" } });
  box.write("build.log", log);
  const line = [
    "doctor",
    "--log",
    "build.log",
    "--offline",
    "--only",
    "log",
    "--json",
    "--lang",
    lang,
  ];
  const exit = await run(box.ctx, line);
  const { checks } = JSON.parse(box.stdout()) as Doctor;
  return { exit, findings: checks.flatMap(({ findings }) => findings) };
}

describe("the next command for what a log says", () => {
  test.each(goLogs.map((row) => [row.id, row.situation, row.log] as const))(
    "%i %s",
    async (_id, _situation, log) => {
      for (const [lang, words] of [
        ["en", english],
        ["zh", chinese],
      ] as const) {
        const { exit, findings } = await findingsOf(log, lang);
        const errors = findings.filter(({ severity }) => severity === "error");
        expect(exit).toBe(errors.length > 0 ? 1 : 0);
        expect(findings.length).toBeGreaterThan(0);
        for (const { fix, message, args } of errors) {
          const isByHand = Object.values(words.byHand).some((how) => message.includes(how));
          expect({ message, isTold: fix !== undefined || isByHand }).toMatchObject({
            isTold: true,
          });
          const modules = (args["modules"] ?? []) as string[];
          const isPrivate = modules.some((name) => looksPrivate(name) !== null);
          if (isPrivate) expect(fix?.command ?? "").not.toMatch(/^goproxy-cfg use/);
          expect(message).not.toMatch(/undefined|null|NaN| {2}/);
        }
      }
    },
  );
});

test("without a network, what to look at, and the command that finds a mirror that is there", async () => {
  const log = `go: github.com/google/uuid@v1.6.0: Get "https://goproxy.io/github.com/google/uuid/@v/v1.6.0.mod": dial tcp [2404:6800:4012::2011]:443: connect: network is unreachable\n`;
  const [found] = (await findingsOf(log, "en")).findings;
  expect(found).toMatchObject({ code: "net.offline", fix: { command: "goproxy-cfg use auto" } });
  expect(found?.message).toContain(english.byHand.network);
});
