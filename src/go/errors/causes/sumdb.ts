import { note } from "../../../findings.ts";
import { type Wording, row } from "./row.ts";

/** What the checksum database, or go.sum, has against a module. */
export const sumdb: readonly Wording[] = [
  row(/checksum mismatch/, (_found, chain) => {
    const { module, said, operation } = chain;
    const name =
      module === null ? "" : `${module.path}${module.version === null ? "" : `@${module.version}`}`;
    const recorded = /\bgo\.sum: +(h1:[A-Za-z0-9+/=]{43,44})/.exec(said)?.[1];
    const isGoSum = /\bgo\.sum: +h1:/.test(said);
    const database = isGoSum ? "go.sum" : (/ ([a-z][\w.-]{1,253}): +h1:/.exec(said)?.[1] ?? "");
    const args = { database, url: operation?.url ?? "", module: name };
    return note("sumdb.mismatch", "error", recorded === undefined ? args : { ...args, recorded });
  }),
  row(
    /malformed record data|note has no verifiable signatures|unverified note|invalid note|tree|timeline|timestamps? |inconsistent|bad signature|malformed note|server response is not|missing (?:hash|record)|hash mismatch/i,
    (_found, { verifying, database, operation }) => {
      if (!verifying && database === null) return null;
      return note("sumdb.unreachable", "error", {
        database: database ?? "",
        url: operation?.url ?? "",
        cause: "net.bad-response",
        status: null,
      });
    },
  ),
];
