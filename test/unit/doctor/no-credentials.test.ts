import { expect, it } from "vitest";
import type { Changed, Doctor } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";

const needs = (module: string) => `module example.com/m\n\ngo 1.22\n\nrequire ${module} v1.2.3\n`;

it.each([
  ["git.corp.com", "git.corp.com/team/app", "git.corp.com"],
  ["github.com/acme", "github.com/acme/app", "github.com/acme"],
  ["git.corp.com/team", null, "git.corp.com/team"],
  ["*.corp.com", "git.corp.com/team/app", "git.corp.com/team/app"],
  ["github.com/acme-*", null, null],
])("%s, needing %s: the command makes nothing else private", async (pattern, module, operand) => {
  const { ctx, home, write, stdout } = sandbox({ env: { PATH: "/nonexistent" } });
  write(".config/go/env", `GOPRIVATE=${pattern}\n`);
  if (module !== null) write("go.mod", needs(module));
  const here = { ...ctx, cwd: home };
  await run(here, ["doctor", "--offline", "--only", "private.modules", "--json"]);
  const { checks } = JSON.parse(stdout()) as Doctor;
  const [found] = checks.flatMap(({ findings }) => findings);
  expect(found?.code).toBe("private.no-credentials");
  const command = operand === null ? undefined : `goproxy-cfg private add ${operand} --git ssh`;
  expect(found?.fix?.command).toBe(command);
  if (command === undefined) return;
  const shown = stdout().length;
  expect(await run(here, [...command.split(" ").slice(1), "--json"])).toBe(0);
  expect((JSON.parse(stdout().slice(shown)) as Changed).changes).toEqual([]);
});

it.each([
  ["http.https://git.corp.com/.extraHeader", "Authorization: Basic eA==", true],
  ["credential.https://*.corp.com.helper", "store", true],
  ["url.ssh://git@git.corp.com/.insteadOf", "https://git.corp.com/", true],
  ["http.https://git.other.com/.extraHeader", "Authorization: Basic eA==", false],
])("a login by %s is known, as private add --git https knows it", async (name, value, known) => {
  const { ctx, home, write, stdout } = sandbox();
  write(".config/go/env", "GOPRIVATE=git.corp.com\n");
  const config = [name.replace(/^([a-z]+)\.(.*)\.([a-zA-Z]+)$/, '[$1 "$2"]\n\t$3'), value];
  write(".gitconfig", `${config.join(" = ")}\n`);
  await run({ ...ctx, cwd: home }, [
    "doctor",
    "--offline",
    "--only",
    "private.no-credentials",
    "--json",
  ]);
  const { checks } = JSON.parse(stdout()) as Doctor;
  expect(checks.flatMap(({ findings }) => findings)).toHaveLength(known ? 0 : 1);
});
