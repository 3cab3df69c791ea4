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
