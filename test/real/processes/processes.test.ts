import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { binFile, run } from "../../support/bin.ts";
import { realGo } from "../../support/go.ts";
import { checkout, need } from "../../support/machine.ts";
import { user } from "../../support/user.ts";

test.for([
  [["list"], 1],
  [["current"], 1],
  [["current", "--json"], 1],
  [["use", "cn", "--no-verify"], 3],
  [["use", "cn", "--no-verify", "--dry-run"], 3],
] as const)("%j starts at most %i processes, all of them go", async ([args, most], ctx) => {
  need(ctx, realGo());
  const someone = user();
  const PROCESS_LOG = path.join(someone.root, "processes");
  const hook = path.join(checkout(), "bench", "count-processes.cjs");
  const env = { PROCESS_LOG, NODE_OPTIONS: `--require=${JSON.stringify(hook)}` };
  const ended = await someone.cfg(args, { env });
  expect(ended).toMatchObject({ code: 0 });
  const started = fs.readFileSync(PROCESS_LOG, "utf8").trim().split("\n");
  expect(started.length).toBeLessThanOrEqual(most);
  expect(started.map((line) => path.basename(line.split(" ")[0] ?? ""))).toEqual(
    started.map(() => "go"),
  );
});

test("in a folder that was removed a verb works as elsewhere", async () => {
  const someone = user();
  const gone = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"';
  const line = ["sh", "-c", gone, "sh", process.execPath, binFile(), "current", "--json"];
  const ended = await run(line, { env: someone.env, cwd: someone.home });
  expect(ended).toMatchObject({ code: 0, stderr: "" });
});
