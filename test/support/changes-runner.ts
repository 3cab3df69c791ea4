/**
 * A process that changes settings as a verb would, for the tests that need many of them or kill them. Bundled
 * by the tests, as Node 20 cannot run TypeScript. Arguments: what to do, then its operands.
 */
import fs from "node:fs";
import { apply } from "../../src/changes/apply.ts";
import { goEnvPlan } from "../../src/changes/settings.ts";
import { withLock } from "../../src/changes/lock.ts";
import type { Plan } from "../../src/plan.ts";
import { planUndo } from "../../src/changes/undo.ts";
import { realContext } from "../../src/context.ts";
import { Failure } from "../../src/failure.ts";
import { type GoState, inspectGo } from "../../src/go/machine/command.ts";
import { layers } from "../../src/go/machine/layers.ts";

const [task = "", ...operands] = process.argv.slice(2);
const ctx = realContext(new AbortController().signal);

const tasks: Record<string, () => Promise<void>> = {
  /** Adds a pattern to GOPRIVATE: whoever reads before another one has written loses that one's. */
  async add() {
    await change((state) => {
      const read = layers(ctx, state).userFile.lines.findLast(({ key }) => key === "GOPRIVATE");
      const patterns = read === undefined ? [] : read.value.split(",");
      return goEnvPlan(ctx, state, { GOPRIVATE: [...patterns, operands[0]].join(",") });
    });
  },
  async set() {
    const wanted = Object.fromEntries(operands.map((pair) => pair.split("=") as [string, string]));
    await change((state) => goEnvPlan(ctx, state, wanted));
  },
  async undo() {
    await change(() => planUndo(ctx, undefined, false));
  },
  /** Goes to and fro between two values until it is killed, and writes a line before each turn. */
  async forever() {
    const state = await inspectGo(ctx);
    for (let turn = 0; ; turn++) {
      process.stdout.write(`turn ${turn}\n`);
      const wanted = Object.fromEntries(
        operands.map((operand) => {
          const [key = "", ...values] = operand.split("=");
          return [key, values[turn % values.length] ?? null];
        }),
      );
      await apply(ctx, state, "use", () => goEnvPlan(ctx, state, wanted), { dryRun: false });
    }
  },
  /** Counts in a file, as nobody could beside others without a lock. */
  async count() {
    const [file = "", times] = operands;
    for (let turn = 0; turn < Number(times); turn++) {
      await withLock(ctx, async () => {
        const now = Number(fs.readFileSync(file, "utf8"));
        await ctx.sleep(Math.random() * 2);
        fs.writeFileSync(file, String(now + 1));
      });
    }
  },
  /** Holds the lock for some milliseconds, and says so in a file. */
  async hold() {
    const [file = "", name = "", ms] = operands;
    await withLock(ctx, async () => {
      fs.appendFileSync(file, `${name} in\n`);
      process.stdout.write("holds\n");
      await ctx.sleep(Number(ms));
      fs.appendFileSync(file, `${name} out\n`);
    });
  },
};

async function change(planner: (state: GoState) => Plan | Promise<Plan>): Promise<void> {
  const state = await inspectGo(ctx);
  await apply(ctx, state, task, () => planner(state), { dryRun: false });
}

try {
  await tasks[task]!();
} catch (error) {
  const told = error instanceof Failure ? { kind: error.kind, args: error.args } : String(error);
  process.stderr.write(`${JSON.stringify(told)}\n`);
  process.exitCode = 1;
}
