import { enter, sticky } from "./cursor.ts";
import {
  control,
  type Dialect,
  escapePart,
  homePart,
  quotedPart,
  readCommands,
  unknownPart,
} from "./lexer.ts";
import type { Walk } from "./walk.ts";

/** rc.elv (elv.sh/ref/language.html, elv.sh/ref/builtin.html#set-env). */
export function readElvish(text: string, walk: Walk): void {
  const blocks: string[] = [];
  let lead = "";
  const elvish: Dialect = {
    separators: "\n;|&{}",
    blanks: " \t\r\ufeff",
    breakers: "=",
    parts: {
      "'": quotedPart("'", {}, true),
      '"': quotedPart('"', { "\\": escapePart(control) }),
      $: (cursor) => {
        const named = sticky(/\$(?:E:(\w+)|[\w:@-]+)/y, text, cursor.pos);
        cursor.pos += named?.[0].length ?? 1;
        return named?.[1] && walk.lookup(named[1]);
      },
      "(": unknownPart,
      "~": homePart(walk),
    },
  };
  readCommands(text, elvish, (words, terminator) => {
    const [first, name, equals] = words;
    const lost = terminator === "|" || terminator === "&" || terminator === "{";
    const conditional = blocks.length > 0;
    const flow = { conditional, uncalled: blocks.includes("fn") };
    const line = first?.line ?? 0;
    const only = (from: number) => (words.length === from + 1 && !lost ? words[from]!.text : null);
    if (first?.raw === "set-env" && name?.text) {
      walk.assign({ name: name.text, value: only(2), line, ...flow });
    } else if (first?.raw === "unset-env" && name?.text) walk.unset(name.text, conditional);
    else if (first?.raw === "set" && name?.raw.startsWith("E:") && equals?.raw === "=") {
      walk.assign({ name: name.raw.slice(2), value: only(3), line, ...flow });
    } else if (first?.raw === "eval") {
      const file = /^\(slurp\s*<\s*(?:'((?:[^']|'')*)'|([^\s)'"$~]+))\s*\)$/.exec(name?.raw ?? "");
      if (file) walk.follow(file[1]?.replaceAll("''", "'") ?? file[2]!, flow.uncalled);
    }
    if (words.length > 0) lead = first!.raw;
    if (terminator === "{") enter(blocks, lead);
    else if (terminator === "}") blocks.pop();
  });
}
