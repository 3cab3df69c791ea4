import { advance, upTo } from "./cursor.ts";
import {
  type Dialect,
  escapePart,
  type Part,
  quotedPart,
  readCommands,
  skipComment,
  type Token,
} from "./lexer.ts";
import type { Flow, Walk } from "./walk.ts";

const escapes = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"', "\n": "" };
const target =
  /^(?:\$(\w+)|\$\{["'](\w+)["']\}|(?:os\.environ|__xonsh__\.env|@\.env|XSH\.env)\[["'](\w+)["']\])$/;

/** .xonshrc, rc.xsh and rc.d (xon.sh/xonshrc.html): Python, with `$NAME = value`. */
export function readXonsh(text: string, walk: Walk): void {
  const quoted = (quote: string): Part => {
    const plain = quotedPart(quote, { "\\": escapePart(escapes, true) });
    return (cursor) => {
      const triple = quote.repeat(3);
      if (text.startsWith(triple, cursor.pos)) {
        advance(cursor, upTo(cursor, triple, cursor.pos + 3) + 3);
        return null;
      }
      return plain(cursor);
    };
  };
  const xonsh: Dialect = {
    separators: "\n;",
    blanks: " \t\r\ufeff",
    breakers: "=",
    parts: {
      "'": quoted("'"),
      '"': quoted('"'),
      "#": skipComment,
      "\\": escapePart({ "\n": "" }, true),
    },
  };
  let uncalled = false;
  readCommands(text, xonsh, (words) => {
    const first = words[0];
    if (first === undefined) return;
    if (!first.indented) uncalled = first.raw === "def" || first.raw === "async";
    run(words, walk, { conditional: first.indented, uncalled });
  });
}

function run(words: Token[], walk: Walk, flow: Flow): void {
  const [first, second, third] = words;
  const { raw, line } = first!;
  if (raw === "source" && words.length === 2) return walk.follow(second!.text, flow.uncalled);
  const append = raw.endsWith("+") || second?.raw === "+";
  const named = target.exec(raw.replace(/\+$/, ""));
  const name = named?.[1] ?? named?.[2] ?? named?.[3];
  if (raw === "del" && second) {
    const gone = target.exec(second.raw)?.[1];
    if (gone) walk.unset(gone, flow.conditional);
  }
  const equals = second?.raw === "+" ? third : second;
  if (name === undefined || equals?.raw !== "=") return;
  const rest = words.slice(words.indexOf(equals) + 1);
  const value = rest.length === 1 ? literal(rest[0]!) : null;
  walk.assign({ name, value, line, append, ...flow });
}

/** A Python string literal alone; null for everything else. */
function literal({ raw, text }: Token): string | null {
  const parts = /^([rRfFbBuU]{0,2})(["'])([^]*)\2$/.exec(raw);
  if (!parts || text === null) return null;
  const [, prefix, quote, inside] = parts;
  if (/f/i.test(prefix!) && /[{}]/.test(inside!)) return null;
  if (/b/i.test(prefix!)) return null;
  if (/r/i.test(prefix!)) return inside!;
  return inside!.replaceAll(`\\${quote!}`, "").includes(quote!) ? null : text.slice(prefix!.length);
}
