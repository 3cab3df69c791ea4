import type { Command } from "commander";
import { Failure } from "../failure.ts";
import { redactValue } from "../go/text/redact.ts";
import { nearest } from "../nearest.ts";
import { type VerbName, verbNamed } from "../verb-table.ts";
import { meantCommand } from "./meant.ts";
import { isScriptBlock, powershellOption } from "./shell-words.ts";

/** `private add`: the names that lead to a command, without the program's; "" for the program itself. */
export function pathOf(command: Command): string {
  return command.parent === null ? "" : `${pathOf(command.parent)} ${command.name()}`.trim();
}

/**
 * Failure `unknown-verb` with what was probably meant: a whole command, else the verb below `command` or the one of
 * `others`.
 */
export function unknownVerb(
  word: string,
  command: Command,
  others: readonly string[] = [],
): Failure<"unknown-verb"> {
  const shown = command.createHelp().visibleCommands(command);
  const names = shown.map((each) => each.name());
  const { args } = command;
  const words = args[0] === word ? args : [word];
  const suggestion =
    meantCommand(pathOf(command), words) ?? nearest(word.toLowerCase(), [...names, ...others]);
  return new Failure("unknown-verb", {
    verb: `${pathOf(command)} ${redactValue(word)}`.trim(),
    suggestion,
  });
}

/**
 * Failure `unknown-option` with the option of `command` that was probably meant, or begins like that; `script-block` for
 * what PowerShell makes of braces.
 */
export function unknownOption(word: string, command: Command): Failure {
  if (isScriptBlock(word)) return new Failure("script-block", {});
  const names = command.options.map(({ long = "" }) => long);
  const meant = word === "-v" ? "-V" : powershellOption(word, names);
  if (meant !== null) return new Failure("unknown-option", { option: word, suggestion: meant });
  const [name = ""] = word.split("=");
  // Of `--json=x` the value is what is wrong; of `-xy` the first letter.
  const whole = names.includes(name) ? word : name;
  const option = word.startsWith("--") ? whole : Array.from(word).slice(0, 2).join("");
  const begun = name.length > 3 ? names.find((each) => each.startsWith(name)) : undefined;
  return new Failure("unknown-option", { option, suggestion: begun ?? nearest(name, names) });
}

/**
 * Throws Failure `unknown-verb`, `missing-operand` (a group without a verb) or `excess-operand`; of who asks for
 * help, nothing but the verb has to be right.
 */
export function checkWords(command: Command, asksForHelp: boolean): void {
  const { args, parent, registeredArguments } = command;
  const commands = registeredArguments.length > 0 ? [] : command.commands;
  const [first] = args;
  if (commands.length > 0 && first !== undefined) throw unknownVerb(first, command);
  if (asksForHelp) return;
  if (commands.length > 0 && parent !== null) {
    const verb = pathOf(command) as VerbName;
    if (verbNamed(verb).alone !== undefined) return;
    const what = commands.map((each) => each.name()).join(" | ");
    throw new Failure("missing-operand", { what, verb });
  }
  const isOpen = registeredArguments.at(-1)?.variadic === true;
  if (!isOpen && args.length > registeredArguments.length) {
    throw new Failure("excess-operand", { verb: pathOf(command) });
  }
}
