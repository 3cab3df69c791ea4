import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Found, found, missing } from "../support/found.ts";
import { realGo, runGo } from "../support/go.ts";
import { machineEnv, toolsFolder } from "../support/machine.ts";
import type { Lab } from "./lab.ts";

export interface Sumdb {
  /** `name+hash+key`: for GOSUMDB as it is where a mirror serves the database, else with ` ${url}` behind it. */
  key: string;
  name: string;
  url: string;
  stop(): Promise<void>;
}

/**
 * A checksum database that signs what the lab's healthy mirror serves; the lab's mirrors pass its answers on.
 * Built from ./sumdb with golang.org/x/mod, which comes through the machine's own module proxy.
 */
export async function startSumdb(lab: Lab): Promise<Found<Sumdb>> {
  const program = await build();
  if (!program.ok) return program;
  const child = spawn(program.value, ["-origin", lab.url("origin")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { url, key } = JSON.parse(line) as { url: string; key: string };
  lab.sumdb = url;
  const stop = async () => {
    lab.sumdb = null;
    child.stdin.end();
    await ended;
  };
  return found({ key, name: key.replace(/\+.*$/, ""), url, stop });
}

async function build(): Promise<Found<string>> {
  const go = realGo();
  if (!go.ok) return go;
  const file = path.join(toolsFolder(), "lab-sumdb");
  const fresh = `${file}.${process.pid}`;
  fs.mkdirSync(toolsFolder(), { recursive: true });
  const run = await runGo(go.value, ["build", "-o", fresh, "."], {
    cwd: path.join(import.meta.dirname, "sumdb"),
    env: { ...process.env, ...machineEnv(), GOTOOLCHAIN: "local", GOFLAGS: "-buildvcs=false" },
    timeout: 240_000,
  });
  if (run.code !== 0) return missing(`the checksum database cannot be built: ${run.stderr.trim()}`);
  fs.renameSync(fresh, file);
  return found(file);
}
