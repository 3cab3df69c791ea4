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
 * Builds a copy of the sources in a folder of its own, laid out as the package is, so that nobody who builds
 * or edits in the checkout pulls the files from under a running test.
 */
async function build(root: string, folder: string): Promise<Found<string>> {
  for (const name of fs.readdirSync(root)) {
    if (/^(src|bin|scripts|package\.json|rolldown\.config\.js|LICENSE.*|README.*)$/.test(name)) {
      fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    }
  }
  const modules = path.join(root, "node_modules");
  fs.symlinkSync(modules, path.join(folder, "node_modules"), "junction");
  try {
    await promisify(execFile)("npm", ["run", "--silent", "build"], { cwd: folder });
  } catch (error) {
    return missing(`the build failed: ${(error as { stderr?: string }).stderr ?? String(error)}`);
  }
  return found(path.join(folder, "bin", "goproxy-cfg.js"));
}
