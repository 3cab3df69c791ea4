import { note, type Note } from "../../findings.ts";
import { body, status, sumdb } from "./causes/answer.ts";
import { cache } from "./causes/cache.ts";
import { connection, tls } from "./causes/connection.ts";
import { git } from "./causes/git.ts";
import { httpProxy } from "./causes/http-proxy.ts";
import { firstOf, type Wording, type Understood, row } from "./causes/row.ts";
import { settings } from "./causes/settings.ts";
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

/** Words of go that are no failure of a download, and words of a shell in the place of go's. */
export const others: readonly Wording[] = [
  row(
    /(?:The term 'go(?:\.exe)?' is not recogni[sz]ed|无法将“go(?:\.exe)?”项识别为|無法辨識 'go'|'go(?:\.exe)?' is not recogni[sz]ed as an internal|'go(?:\.exe)?' 不是内部或外部命令|'go(?:\.exe)?' 不是內部或外部命令|\bgo(?:\.exe)?: (?:command )?not found|command not found: go\b|Unknown command:? '?go\b|exec: "go(?:\.exe)?": executable file not found)/,
    () => note("go.missing", "error", { hint: null, unusable: null }),
  ),
  row(
    /(?:cannot be loaded because running scripts is disabled|禁止运行脚本|execution of scripts is disabled|about_Execution_Policies)/,
    ([said]) => note("log.unrecognised", "warning", { why: "execution-policy", said }),
  ),
  row(
    /invalid version: unknown revision|unknown revision \S+|no matching versions for query|ambiguous import|missing go\.sum entry|updates to go\.(?:mod|sum) needed|module declares its path as|inconsistent vendoring|case-insensitive import collision|is not a known dependency|cannot find main module|go\.mod file not found|no required module provides package|but does not contain package|does not contain package|missing dot in first path element|is not in (?:GOROOT|std)|malformed module path|malformed import path|import cycle|build constraints exclude|use of internal package|relative import|replacement module|conflicts? with|should be v0 or v1|invalid version: (?:module contains a go\.mod|missing|should|go\.mod|must be)|version "[^"]*" invalid|invalid pseudo-version|retracted|deprecated|module lookup disabled by -mod|-mod=(?:vendor|readonly)|cannot query module due to -mod=vendor|import lookup disabled by -mod|is explicitly required in go\.mod|to add it:|not a package|no Go files|undefined: |syntax error|no non-test Go files|disallowed version string|verified|found packages|patterns? matched no packages|go: no module|already exists|loading retractions|is a program, not an importable package|cannot find package|is excluded|flag provided but not defined/,
    () => "no-failure",
  ),
];
