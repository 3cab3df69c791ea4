import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Found, found } from "../found.ts";
import { goProgram } from "../go-program.ts";
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
  const program = await goProgram("sumdb");
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
