import { note, type WrongBody } from "../../../findings.ts";
import { type Wording, row } from "./row.ts";

/** An answer with status 200 that is not what go asked for. */
export const body: readonly Wording[] = [
  row(
    /proxy returned info for version (\S*) instead of requested version(?: (\S+))?|proxy returned info for version\s+instead of requested version(?: (\S+))?/,
    ([, got = "", wanted = "", other], chain) => {
      const isEmpty = got === "" || got === "instead";
      return note("net.wrong-version", "error", {
        url: addressOf(chain),
        got: isEmpty ? "" : got,
        wanted: (isEmpty ? other : wanted) ?? chain.module?.version ?? "",
      });
    },
  ),
  row(
    /invalid character ('(?:\\?.)+?')|unexpected end of JSON input|json: cannot unmarshal|invalid JSON/,
    ([words, character], chain) =>
      bad(
        chain,
        character === "'<'" ? "html" : /unexpected end/.test(words) ? "empty" : "not-json",
      ),
  ),
  row(
    /gzip: invalid (?:header|checksum)|flate: corrupt|corrupt input before offset|invalid block type|bad Content-Length|chunked encoding|invalid Content-Encoding|content-encoding/i,
    (_found, chain) => bad(chain, "damaged"),
  ),
  row(
    /zip: (?:not a valid zip file|checksum error|unsupported compression|format)|zip for \S+ has unexpected file|malformed zip|reading \S+\.zip: |unzip \S+: |zip: /,
    (_found, chain) => bad(chain, "not-zip"),
  ),
  row(
    /malformed HTTP (?:status code|response|version)|malformed MIME header|transport connection broken|net\/http: HTTP\/1\.x|Unsolicited response|http: response|malformed chunked/,
    (_found, chain) => bad(chain, "not-http"),
  ),
  row(/unknown directive: ?<|usage: [^\n]*<html|<!doctype|<html/i, (_found, chain) =>
    bad(chain, "html"),
  ),
  row(
    /parsing go\.mod: (?:missing module line|no module (?:declaration|statement)|unexpected newline|malformed|invalid)|go\.mod: missing module (?:line|declaration)|unexpected input character/,
    (_found, chain) => (chain.module === null ? null : bad(chain, "not-go-mod")),
  ),
  row(
    /missing repo in go-import|invalid repo root|https fetch[^\n]*(?:XML|expected element)|XML syntax error/,
    (_found, chain) => bad(chain, "repo-root"),
  ),
];

function addressOf({ operation }: Parameters<Wording["make"]>[1]): string {
  return operation?.url ?? "";
}

function bad(chain: Parameters<Wording["make"]>[1], what: WrongBody) {
  return note("net.bad-response", "error", { url: addressOf(chain), body: what });
}
