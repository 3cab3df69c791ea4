import { fields, fromBytes, toBytes } from "../text/strings.ts";
import { redactUrl } from "../text/redact.ts";
import { type Says, says, urlErrorSays } from "../url/url-error.ts";
import { type GoUrl, parseUrl, userText } from "../url/url.ts";
import { atLeast, type GoVersion } from "../version.ts";
import { newSha256 } from "../../sha256.ts";

/** The database that go knows by name, and its default. */
export const defaultGosumdb = "sum.golang.org";

/** What go takes for that database at another address, past every proxy. */
export const chinaGosumdb = "sum.golang.google.cn";

export interface Gosumdb {
  off: boolean;
  /** The database's name; null where it is off or the value is refused. */
  name: string | null;
  /** Where the value itself says that the database is; it is then asked directly, past every proxy. */
  url: string | null;
  /** Go's own text where it refuses the value, without `go: ` and module, passwords hidden. */
  error: string | null;
  /** Go crashes on this value instead of refusing it. */
  makesGoPanic: boolean;
}

/**
 * What go makes of a value of GOSUMDB. An empty value is one that is stored as empty: the default before go
 * 1.21, an error since. Source: cmd/go/internal/modfetch/sumdb.go dbDial, useSumDB.
 */
export function parseGosumdb(value: string, version: GoVersion): Gosumdb {
  const read = readGosumdb(value, version);
  return { ...read, error: read.error?.shown ?? null };
}

/** As parseGosumdb, with the exact text of an error, which may contain a password. */
export function readGosumdb(
  value: string,
  version: GoVersion,
): Omit<Gosumdb, "error"> & { error: Says | null } {
  const result = { off: false, name: null, url: null, error: null, makesGoPanic: false };
  const refused = (error: Says) => ({ ...result, error });
  if (value === "off") return { ...result, off: true };
  const [key, url, ...more] =
    value === chinaGosumdb
      ? [defaultGosumdb, `https://${chinaGosumdb}`]
      : fields(value === "" && !atLeast(version, 21) ? defaultGosumdb : value);
  if (key === undefined) return refused(says("missing GOSUMDB"));
  if (more.length > 0) return refused(says("invalid GOSUMDB: too many fields"));
  const verifier = key === defaultGosumdb ? { name: key } : parseVerifier(key);
  if (typeof verifier === "string") return refused(says(`invalid GOSUMDB: ${verifier}`));
  const { name } = verifier;
  const direct = parseUrl(toBytes(`https://${name}`), version);
  if ("reason" in direct) return { ...result, makesGoPanic: true };
  if (name.endsWith("/") || !isHostAndPath(direct)) {
    const words = (shownName: string, hidden: boolean) =>
      `invalid sumdb name (must be host[/path]): ${shownName} ${dump(direct, version, hidden)}`;
    return refused(says(words(name, false), words(redactUrl(name), true)));
  }
  if (url === undefined) return { ...result, name };
  const parsed = parseUrl(toBytes(url), version);
  if ("reason" in parsed) {
    const shown = redactUrl(url);
    const { exact, shown: words } = urlErrorSays(parsed, version, shown === url ? null : shown);
    return refused(says(`invalid GOSUMDB URL: ${exact}`, `invalid GOSUMDB URL: ${words}`));
  }
  return { ...result, name, url };
}

function isHostAndPath(url: GoUrl): boolean {
  return (
    url.user === null &&
    url.host !== "" &&
    url.rawPath === "" &&
    !url.forceQuery &&
    url.rawQuery === "" &&
    url.fragment === ""
  );
}

/** A url.URL as `%+v` prints it; the fields were ordered anew in go 1.26. */
function dump(url: GoUrl, version: GoVersion, hidden: boolean): string {
  const password = hidden ? "xxxxx" : null;
  const user = url.user === null ? "" : userText(url.user, password);
  const head = `Scheme:${url.scheme} Opaque:${url.opaque} User:${user} Host:${url.host} Path:${url.path}`;
  const fragment = `Fragment:${url.fragment}`;
  const query = `RawQuery:${url.rawQuery}`;
  const rawPath = `RawPath:${url.rawPath}`;
  const rawFragment = `RawFragment:${url.rawFragment}`;
  const force = `ForceQuery:${url.forceQuery}`;
  const omit = `OmitHost:${url.omitHost}`;
  const parts = atLeast(version, 26)
    ? [fragment, query, rawPath, rawFragment, force, omit]
    : [rawPath, ...(atLeast(version, 19) ? [omit] : []), force, query, fragment, rawFragment];
  return fromBytes(`{${[head, ...parts].join(" ")}}`);
}

export interface Verifier {
  name: string;
}

/**
 * A key of a checksum database, `name+hash+key`, or Go's words for what is wrong with it. Source:
 * golang.org/x/mod/sumdb/note NewVerifier.
 */
export function parseVerifier(key: string): Verifier | string {
  const [name = "", hash = ""] = key.split("+", 2);
  const encoded = key.slice(name.length + hash.length + 2);
  const bytes = decodeBase64(encoded);
  if (!/^[0-9a-fA-F]{8}$/.test(hash) || bytes === null || bytes.length === 0 || name === "") {
    return "malformed verifier id";
  }
  if (keyHash(name, bytes) !== hash.toLowerCase()) return "invalid verifier hash";
  if (bytes[0] !== 1) return "unknown verifier algorithm";
  return bytes.length === 33 ? { name } : "malformed verifier id";
}

/** encoding/base64 StdEncoding: padded, and lenient with the bits that are left over. */
function decodeBase64(text: string): Buffer | null {
  const padded = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
  return padded ? Buffer.from(text, "base64") : null;
}

function keyHash(name: string, key: Buffer): string {
  return newSha256().update(`${name}\n`).update(key).digest("hex").slice(0, 8);
}
