import { readPosix } from "./posix.ts";
import type { Walk } from "./walk.ts";

type Line = (text: string, line: number) => void;

function eachLine(text: string, read: Line): void {
  let line = 1;
  for (let start = 0; start <= text.length; line += 1) {
    const end = text.indexOf("\n", start);
    read(text.slice(start, end === -1 ? text.length : end), line);
    start = end === -1 ? text.length + 1 : end + 1;
  }
}

/** /etc/environment (linux-pam modules/pam_env/pam_env.c _parse_env_file). */
export function readEtcEnvironment(text: string, walk: Walk): void {
  eachLine(text, (raw, line) => {
    const parts = /^[ \t]*(?:export[ \t]+)?(\w+)=([^#]*)/.exec(raw);
    if (!parts) return;
    const bare = parts[2]!.trimEnd();
    const value = /^["']/.test(bare) ? bare.slice(1).replace(/["'](?=.)|["']$/g, "") : bare;
    walk.assign({ name: parts[1]!, value, line });
  });
}

/** ~/.pam_environment and /etc/security/pam_env.conf (pam_env.conf(5)): `NAME DEFAULT=value OVERRIDE=value`. */
export function readPamEnvironment(text: string, walk: Walk): void {
  eachLine(text, (raw, line) => {
    const simple = /^\s*(\w+)=("[^"]*"|\S*)\s*$/.exec(raw);
    const pair = /^\s*(\w+)\s(?=.*\b(?:DEFAULT|OVERRIDE)=)/.exec(raw);
    const name = (simple ?? pair)?.[1];
    if (name === undefined) return;
    const word = (key: string) => new RegExp(`\\s${key}=("[^"]*"|\\S*)`).exec(raw)?.[1];
    const override = word("OVERRIDE");
    const chosen = simple ? simple[2]! : override && override !== '""' ? override : word("DEFAULT");
    const bare = (chosen ?? "").replace(/^"([^]*)"$/, "$1");
    const value = /[$@]\{/.test(bare) ? null : bare.replace(/\\([$@])/g, "$1");
    walk.assign({ name, value, line });
  });
}

/** environment.d and its kin (environment.d(5)); `$NAME` and `${NAME}` are those of the lines before. */
export function readEnvironmentD(text: string, walk: Walk): void {
  eachLine(text, (raw, line) => {
    const parts = /^[ \t]*(\w+)=(.*?)\r?$/.exec(raw);
    if (!parts) return;
    let value: string | null = "";
    const pieces =
      /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\\(.)|\$\$|\$\{?(\w+)\}?|([^"'\\$]+)|(.)/g;
    for (const piece of parts[2]!.trimEnd().matchAll(pieces)) {
      const [whole, double, single, escaped, name, plain, other] = piece;
      let part: string | null = plain ?? other ?? escaped ?? "";
      if (whole === "$$") part = "$";
      else if (name !== undefined) part = walk.lookup(name) ?? null;
      else if (single !== undefined) part = single;
      else if (double !== undefined) part = expand(double, walk);
      value = value === null || part === null ? null : value + part;
    }
    if (value !== "") walk.assign({ name: parts[1]!, value, line });
  });
}

function expand(quoted: string, walk: Walk): string | null {
  let known = true;
  const text = quoted.replace(
    /\\(.)|\$\$|\$\{?(\w+)\}?/g,
    (whole, escaped?: string, name?: string) => {
      if (escaped !== undefined) return escaped;
      if (name === undefined) return "$";
      const value = walk.lookup(name);
      if (typeof value !== "string") known = false;
      return value ?? whole;
    },
  );
  return known ? text : null;
}

/** fish_variables: `SETUVAR --export NAME:value`, escaped as fish's escape_string_var does. */
export function readFishVariables(text: string, walk: Walk): void {
  eachLine(text, (raw, line) => {
    const parts = /^SETUVAR((?: --\w+)*) (\w+):(.*)$/.exec(raw);
    if (!parts?.[1]!.includes("--export")) return;
    const value = parts[3]!
      .replace(/^\\x1d$/, "")
      .replace(/\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\(.)/gi, (_, x, u, U, other) =>
        other === undefined ? String.fromCodePoint(Number.parseInt(x ?? u ?? U, 16)) : other,
      )
      .replaceAll("\x1e", " ");
    walk.assign({ name: parts[2]!, value, line });
  });
}

const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** A LaunchAgent that runs `launchctl setenv NAME value`, itself or through a shell. */
export function readPlist(text: string, walk: Walk): void {
  const strings: { text: string; line: number }[] = [];
  let line = 1;
  let last = 0;
  for (const match of text.matchAll(/<string>([^<]*)<\/string>/g)) {
    line += text.slice(last, match.index).split("\n").length - 1;
    last = match.index;
    const inside = match[1]!.replace(
      /&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
      (whole, decimal, hex, name) => {
        if (name !== undefined) return entities[name] ?? whole;
        const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    );
    strings.push({ text: inside, line });
  }
  for (const [index, string] of strings.entries()) {
    const next = strings[index + 1];
    if (string.text === "setenv" && next) {
      const value = strings[index + 2]?.text ?? null;
      walk.assign({ name: next.text, value, line: next.line });
    } else if (/\blaunchctl\s+setenv\s/.test(string.text)) {
      const exports = string.text.replace(
        /(?:\/bin\/)?\blaunchctl\s+setenv\s+(\w+)\s+/g,
        "export $1=",
      );
      const { line: at } = string;
      readPosix(exports, { ...walk, assign: (one) => walk.assign({ ...one, line: at }) });
    }
  }
}
