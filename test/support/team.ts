import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Context, Env } from "../../src/context.ts";
import { run } from "../../src/main.ts";
import { sandbox } from "./sandbox.ts";

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** A user without go in a clone: `repo` is the working folder, with `.git`. */
export function clone(content?: string, name = ".goproxyrc.yaml", env: Env = {}) {
  const box = sandbox({ env: { PATH: "/nonexistent", ...env } });
  const repo = path.join(box.home, "repo");
  fs.mkdirSync(path.join(repo, ".git"), { recursive: true });
  const file = path.join(repo, name);
  const write = (text: string | Uint8Array, as = name) =>
    fs.writeFileSync(path.join(repo, as), text);
  if (content !== undefined) write(content);
  return {
    ...box,
    repo,
    file,
    writeTeam: write,
    sha256: () => createHash("sha256").update(fs.readFileSync(file)).digest("hex"),
    async cfg(argv: string[], change: Partial<Context> = {}): Promise<Ran> {
      const [out, err] = [box.stdout().length, box.stderr().length];
      const code = await run({ ...box.ctx, cwd: repo, ...change }, argv);
      return { code, stdout: box.stdout().slice(out), stderr: box.stderr().slice(err) };
    },
  };
}
