import { execFileSync } from "node:child_process";
import { type Found, found, missing } from "./found.ts";

/**
 * The words to put before a command so that it runs on a machine with loopback and nothing else
 * (Linux, user and network namespaces); not even the loopback of this machine is in reach.
 */
export function offlineMachine(): Found<readonly string[]> {
  const script = 'ip link set lo up && exec "$@"';
  const prefix = ["unshare", "--map-root-user", "--net", "sh", "-c", script, "sh"];
  const [file = "", ...args] = prefix;
  try {
    execFileSync(file, [...args, "true"], { stdio: "pipe" });
    return found(prefix);
  } catch (error) {
    return missing(
      `no network namespace: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`,
    );
  }
}

/** Words that put a command into namespaces of its own. */
export function unshared(...flags: string[]): Found<readonly string[]> {
  try {
    execFileSync("unshare", [...flags, "true"], { stdio: "pipe" });
    return found(["unshare", ...flags]);
  } catch {
    return missing(`no \`unshare ${flags.join(" ")}\` here`);
  }
}

/** Runs a shell script that ends with what it is given. */
export const shell = (script: string, prefix: readonly string[]) => [
  ...prefix,
  "sh",
  "-ec",
  script,
  "sh",
];
