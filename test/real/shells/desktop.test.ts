import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { expect, it } from "vitest";
import { planInstall } from "../../../src/shells/install.ts";
import { applyPlan } from "../../support/apply-plan.ts";
import { hostile } from "../../support/hostile.ts";
import { sandbox } from "../../support/sandbox.ts";

const folder = "/usr/lib/systemd/user-environment-generators";
const reader = `${folder}/30-systemd-environment-d-generator`;

/** systemd src/basic/env-file.c: a line of a generator, as the manager of the session reads it. */
function asManagerReads(line: string): [string, string] {
  const at = line.indexOf("=");
  const value = line.slice(at + 1);
  const quoted = /^"(.*)"$/.exec(value)?.[1];
  return [line.slice(0, at), quoted?.replaceAll(/\\(["\\`$])/g, "$1") ?? value];
}

it.skipIf(!fs.existsSync(reader))(
  "systemd itself reads every value from environment.d as it is",
  async () => {
    const box = sandbox({ env: { ABC: "mine", HOME: "" } });
    // oxlint-disable-next-line no-control-regex
    for (const value of hostile.filter((one) => one !== "" && !/[\t\x07\x1B]/.test(one))) {
      const set = [["GOPROXY", value] as const, ["GOPRIVATE", "$ABC ${ABC} end"] as const];
      applyPlan((await planInstall(box.ctx, [], { set, unset: [] }, { gui: true })).plan);
      const lines = execFileSync(reader, {
        encoding: "utf8",
        env: { ...box.env, HOME: box.home, ABC: "expanded" },
      });
      const read = Object.fromEntries(lines.split("\n").map(asManagerReads));
      expect(read).toMatchObject(Object.fromEntries(set));
    }
  },
);
