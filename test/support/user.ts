import fs from "node:fs";
import path from "node:path";
import type { Env } from "../../src/context.ts";
import { bin, type BinOptions, type Ended } from "./bin.ts";
import { nothingLeaves } from "./go.ts";
import { type Sandbox, sandbox } from "./sandbox.ts";

export interface User extends Sandbox {
  /** Runs the built tool in this user's home, with this user's environment. */
  cfg(args: readonly string[], change?: Partial<BinOptions>): Promise<Ended>;
  /** Go's env file, as this user's go has it. */
  envFile: string;
  /** What the env file holds; null where there is none. */
  stored(): string | null;
}

/**
 * A user with a home folder, a go and the built tool. Whatever is not on loopback ends at a closed port.
 */
export function user(env: Env = {}): User {
  const box = sandbox({ env: { ...nothingLeaves, ...env } });
  const envFile = path.join(box.home, ".config", "go", "env");
  return {
    ...box,
    envFile,
    cfg: (args, { env: more = {}, ...change } = {}) =>
      bin(args, { cwd: box.home, ...change, env: { ...box.env, ...more } }),
    stored: () => (fs.existsSync(envFile) ? fs.readFileSync(envFile, "utf8") : null),
  };
}
