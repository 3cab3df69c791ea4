import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { type Found, found, missing } from "./found.ts";
import { startNginx } from "./nginx.ts";

/**
 * Once for all tests of the "real" project: notes the machine's go settings, which setup.ts hides from the
 * tests, builds the tool, starts nginx. Returns the clean-up.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = path.resolve(import.meta.dirname, "../..");
  const machine = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(GO[A-Z]|.*_proxy$)/i.test(name)),
  ) as Record<string, string>;
  project.provide("machine", { env: machine, root });

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-build-"));
  const [bin, nginx] = await Promise.all([
    build(root, folder),
    startNginx(process.env, path.join(root, ".tools", "nginx-cache")),
  ]);
  project.provide("bin", bin);
  project.provide("nginx", nginx.ok ? found(nginx.value.url) : nginx);
  return async () => {
    if (nginx.ok) await nginx.value.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

/**
 * Builds into a folder of its own, laid out as the package is, so that a build in the checkout cannot pull
 * the files from under a running test.
 */
async function build(root: string, folder: string): Promise<Found<string>> {
  const rolldown = path.join(root, "node_modules", ".bin", "rolldown");
  const args = ["--config", "rolldown.config.js", "--log-level", "warn", "--dir", `${folder}/dist`];
  try {
    await promisify(execFile)(rolldown, args, { cwd: root });
  } catch (error) {
    return missing(`the build failed: ${(error as { stderr?: string }).stderr ?? String(error)}`);
  }
  for (const name of fs.readdirSync(root)) {
    if (/^(bin|package\.json|LICENSE.*|README.*)$/.test(name)) {
      fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    }
  }
  return found(path.join(folder, "bin", "goproxy-cfg.js"));
}
