import { type Context, pathsOf, variable } from "../context.ts";
import { fields } from "../go/text/strings.ts";
import { readTextIfRegular } from "../regular-file.ts";
import { basic, type Endpoint } from "./endpoint.ts";

interface Login {
  user: string;
  password: string;
}

/** The Authorization header that go takes from .netrc for an https URL without credentials, or null. */
export function netrcHeader(ctx: Context, to: Endpoint): string | null {
  if (to.scheme !== "https" || to.user !== null) return null;
  const login = netrcLogin(ctx, `${to.authority}${to.path}${to.query}`);
  return login === null ? null : basic(login.user, login.password);
}

/**
 * The login that go finds in .netrc for an https URL: of the machine, or of a path on it, that the URL begins
 * with. cmd/go/internal/auth: netrc.go parseNetrc, netrcPath; auth.go loadCredential. `place` is the URL's host,
 * port and path.
 */
export function netrcLogin(ctx: Context, place: string): Login | null {
  const logins = parseNetrc(readNetrc(ctx));
  for (let prefix = place.replace(/\/$/, ""); ;) {
    const found = logins.get(prefix);
    if (found !== undefined) return found;
    const slash = prefix.lastIndexOf("/");
    if (slash < 0) return null;
    prefix = prefix.slice(0, slash);
  }
}

/** The .netrc that go reads, or would read if it were there; null where there is no place for one. */
export function netrcFile(ctx: Context): string | null {
  const candidates = netrcCandidates(ctx);
  return candidates.find((file) => ctx.fs.existsSync(file)) ?? candidates.at(-1) ?? null;
}

function netrcCandidates(ctx: Context): string[] {
  const paths = pathsOf(ctx);
  const named = variable(ctx, "NETRC");
  const beside = (name: string) => (ctx.home === null ? [] : [paths.join(ctx.home, name)]);
  return named
    ? [named]
    : [...(ctx.platform === "win32" ? beside("_netrc") : []), ...beside(".netrc")];
}

function readNetrc(ctx: Context): string {
  for (const file of netrcCandidates(ctx)) {
    const text = readTextIfRegular(ctx, file);
    if (text !== null) return text;
  }
  return "";
}

/** The first line of a machine wins. */
function parseNetrc(text: string): Map<string, Login> {
  const logins = new Map<string, Login>();
  let machine = "";
  let user = "";
  let password = "";
  let inMacro = false;
  for (const line of text.split("\n")) {
    if (inMacro) {
      inMacro = line !== "";
      continue;
    }
    const words = fields(line);
    let at = 0;
    for (; at < words.length - 1; at += 2) {
      const value = words[at + 1] ?? "";
      if (words[at] === "machine") [machine, user, password] = [value, "", ""];
      else if (words[at] === "login") user = value;
      else if (words[at] === "password") password = value;
      else if (words[at] === "macdef") inMacro = true;
      if (machine !== "" && user !== "" && password !== "") {
        const name = machine.replace(/\/$/, "");
        if (!logins.has(name)) logins.set(name, { user, password });
        [machine, user, password] = ["", "", ""];
      }
    }
    if (words[at] === "default") break;
  }
  return logins;
}
