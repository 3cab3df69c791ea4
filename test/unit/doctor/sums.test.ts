import { describe, expect, it } from "vitest";
import { nextStep } from "../../../src/doctor/next.ts";
import { type Difference, differenceIn } from "../../../src/doctor/sums.ts";
import { note } from "../../../src/findings.ts";

const [a, b, c] = ["h1:aaa=", "h1:bbb=", "h1:ccc="] as const;
const [first, second] = ["https://first.example", "https://second.example"] as const;

/** Who is the odd one where go.sum, the database and mirrors have these, the first mirror serving. */
function odd(goSum: string | null, database: string | null, ...mirrors: string[]) {
  const served = new Map(mirrors.map((hash, at) => [[first, second][at]!, hash]));
  const hashes = { database, mirrors: served };
  return differenceIn(hashes, goSum, "sum.golang.org", first);
}

describe("of go.sum, the database and the mirrors the odd one is named", () => {
  it.each<[string, Difference["odd"], string, string | null, Parameters<typeof odd>]>([
    ["a mirror against the database", "mirror", first, null, [null, a, b]],
    ["a mirror against both", "mirror", first, null, [a, a, b]],
    ["a mirror against both, and another that is right", "mirror", first, second, [a, a, b, a]],
    ["a mirror against go.sum and another mirror", "mirror", first, second, [a, null, b, a]],
    ["go.sum against both", "go.sum", first, first, [b, a, a]],
    ["go.sum against the database, and no mirror", "go.sum", "", null, [b, a]],
    [
      "go.sum with a wrong mirror against the database and a right one",
      "go.sum",
      second,
      second,
      [b, a, b, a],
    ],
    ["go.sum against two mirrors", "go.sum", first, null, [b, null, a, a]],
    ["the database against both", "database", first, null, [b, a, b]],
    ["everybody against everybody", "all", first, null, [b, a, c]],
    ["go.sum against the only mirror", null, first, null, [a, null, b]],
  ])("%s", (_, who, url, agrees, known) => {
    expect(odd(...known)).toMatchObject({ odd: who, url, agrees });
  });

  it.each<[string, Parameters<typeof odd>]>([
    ["everybody agrees", [a, a, a]],
    ["the mirror that serves is right", [a, a, a, b]],
    ["nobody knows what is right", [null, null, a]],
    ["no mirror has it", [null, a]],
  ])("none where %s", (_, known) => expect(odd(...known)).toBeNull());
});

describe("the next command for a checksum that differs", () => {
  const module = "example.com/hello@v1.1.0+incompatible";
  const next = (who: Difference["odd"], shell: string, agrees: string | null = null) => {
    const args = { database: "sum.golang.org", url: first, module, odd: who, agrees, sums: {} };
    const here = { terminal: { name: shell } } as never;
    const about = { module: null, isLive: true };
    return nextStep(note("sumdb.mismatch", "error", args), about, here);
  };
  const pattern = "^example[.]com/hello v1[.]1[.]0[+]incompatible[ /]";

  it.each([
    ["go.sum", "bash", `sed -i.bak '\\|${pattern}|d' go.sum && go mod tidy`],
    [
      "go.sum",
      "pwsh",
      `(Get-Content go.sum) -notmatch '${pattern}' | Set-Content go.sum; go mod tidy`,
    ],
    ["mirror", "bash", "goproxy-cfg use goproxy.cn"],
    ["all", "bash", "goproxy-cfg use goproxy.cn"],
  ] as const)("%s in %s", (who, shell, command) => expect(next(who, shell).command).toBe(command));

  it("is a mirror that agrees, where there is one", () => {
    expect(next("mirror", "bash", second).command).toBe(`goproxy-cfg use '${second}'`);
    expect(next("mirror", "bash", "https://u:p@x.example").command).toBe(
      "goproxy-cfg use goproxy.cn",
    );
  });

  it("is none where the public record differs: verification stays on", () => {
    const { command, remarks } = next("database", "bash");
    expect([command, remarks]).toEqual([null, [{ what: "by-hand", how: "checksum" }]]);
  });
});
