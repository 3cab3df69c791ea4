import fs from "node:fs";
import path from "node:path";
import { type Found, found, missing } from "./found.ts";
import { realGo, runGo } from "./go.ts";
import { machineEnv, toolsFolder } from "./machine.ts";

/**
 * A program of test/support/lab/`name`, built by the machine's go; what it imports comes through the machine's own module
 * proxy, verified by the checksum database where no go.sum lies there.
 */
export async function goProgram(name: string): Promise<Found<string>> {
  const go = realGo();
  if (!go.ok) return go;
  fs.mkdirSync(toolsFolder(), { recursive: true });
  const cwd = fs.mkdtempSync(path.join(toolsFolder(), "build-"));
  fs.cpSync(path.join(import.meta.dirname, "lab", name), cwd, { recursive: true });
  const file = path.join(toolsFolder(), `lab-${name}`);
  const run = await runGo(go.value, ["build", "-mod=mod", "-o", `${cwd}/built`, "."], {
    cwd,
    env: { ...process.env, ...machineEnv(), GOTOOLCHAIN: "local", GOFLAGS: "-buildvcs=false" },
    timeout: 240_000,
  });
  if (run.code === 0) fs.renameSync(`${cwd}/built`, file);
  fs.rmSync(cwd, { recursive: true, force: true });
  return run.code === 0 ? found(file) : missing(`${name} cannot be built: ${run.stderr.trim()}`);
}
