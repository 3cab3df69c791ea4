import { note, type Note } from "../../findings.ts";
import { body } from "./causes/body.ts";
import { cache } from "./causes/cache.ts";
import { connection } from "./causes/connection.ts";
import { git } from "./causes/git.ts";
import { httpProxy } from "./causes/http-proxy.ts";
import { others } from "./causes/others.ts";
import { firstOf, type Wording, type Understood } from "./causes/row.ts";
import { settings } from "./causes/settings.ts";
import { status } from "./causes/status.ts";
import { sumdb } from "./causes/sumdb.ts";
import { tls } from "./causes/tls.ts";
import { toolchain } from "./causes/toolchain.ts";
import type { Chain } from "./chain.ts";

/** Causes that a whole message tells: they stand in no place of their own. */
const byMessage: readonly (readonly Wording[])[] = [settings, toolchain];

/** Causes in the innermost words. What wraps another error comes after it. */
const byCause: readonly (readonly Wording[])[] = [
  git,
  sumdb,
  httpProxy,
  tls,
  status,
  cache,
  body,
  connection,
];

/**
 * Why go could not have what it wanted, from a message that was taken apart; `no-failure` where go says something
 * else, null where a failure is there that is not understood.
 */
export function causeOf(chain: Chain): Understood | null {
  for (const rows of byMessage) {
    const found = firstOf(rows, chain.said, chain);
    if (found !== null) return found;
  }
  for (const rows of byCause) {
    const found = firstOf(rows, chain.cause, chain);
    if (found !== null) return ofDatabase(found, chain);
  }
  const other = firstOf(others, chain.said, chain);
  if (other !== null) return other;
  return isFailure(chain) ? null : "no-failure";
}

/** A request to the checksum database that failed is about the database, whatever the failure was. */
function ofDatabase(found: Understood, { database, operation }: Chain): Understood {
  if (database === null || operation === null || found === "no-failure") return found;
  if (!found.code.startsWith("net.") || found.code === "net.http-proxy") return found;
  const answered = "status" in found.args ? (found.args.status ?? null) : null;
  const cause = found.code as Note["code"];
  return note("sumdb.unreachable", "error", {
    database,
    url: operation.url,
    cause,
    status: answered,
  });
}

/** Words that only a failed download has; go's other errors are no matter of ours. */
function isFailure({ operation, cause, said, head }: Chain): boolean {
  if (operation !== null) return /\S/.test(cause) && !/^#? ?get /.test(head);
  if (/\bgit /.test(said) && said.includes("exit status 128")) return true;
  return /\bdial (?:tcp|udp)|\bverifying \S|proxyconnect|^go(?: \w+)?: \S+@v\d\S*: \S|connectex|x509: /.test(
    said,
  );
}
