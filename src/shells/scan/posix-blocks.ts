import { enter } from "./cursor.ts";
import type { Token } from "./lexer.ts";

/** Takes reserved words off the front of a command and keeps the stack of open blocks. */
export function openBlocks(command: Token[], open: string[]): Token[] {
  let at = 0;
  for (; at < command.length; at += 1) {
    // Between quotes they are none.
    const text = command[at]!.raw;
    if (text === "if" || text === "case") enter(open, text);
    else if (text === "for" || text === "select") return command.slice(at);
    else if (text === "do") enter(open, text);
    else if (text === "{") {
      if (open.at(-1) !== "function") enter(open, "{");
      else open[open.length - 1] = "body";
    } else if (text === "function") {
      enter(open, "function");
      at += 1;
    } else if (text === "fi") close(open, "if");
    else if (text === "esac") close(open, "case");
    else if (text === "done") close(open, "do");
    else if (text === "}") {
      if (open.at(-1) === "{" || open.at(-1) === "body") open.pop();
    } else if (!/^(?:then|else|elif|while|until|!|time|coproc)$/.test(text)) break;
    if (text === "case") return [];
  }
  return at === 0 ? command : command.slice(at);
}

function close(open: string[], block: string): void {
  const at = open.lastIndexOf(block);
  if (at !== -1) open.length = at;
}
