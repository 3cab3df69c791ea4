import { RootCommand } from "@bomb.sh/tab";
import type { Command, Option } from "commander";
import { type Context, variable } from "../context.ts";
import { printed } from "./printed.ts";
import { type Value, valuesOf } from "./values.ts";

/**
 * What the last of the words could become: a line for each, with a tab before its description, and a last
 * line for the shell's script. Every verb and flag is taken from the program; only values are known here.
 */
export async function suggestions(
  ctx: Context,
  lang: "en" | "zh",
  program: Command,
  words: readonly string[],
): Promise<string> {
  const known = await valuesOf(ctx, lang, words);
  // bash and zsh insert a value as it is; fish and PowerShell quote it.
  const isRaw = /^(?:bash|zsh)$/.test(variable(ctx, "GOPROXY_CFG_COMPLETE") ?? "");
  const quote = (value: string) => (isRaw ? value.replace(/[^\w.,:/@%+=~-]/gu, "\\$&") : value);
  const root = new RootCommand();
  const handler = (values: readonly Value[]) => (add: (value: string, about: string) => void) => {
    for (const { value, about } of values) add(quote(value), about.replace(/\s+/g, " "));
  };
  const declare = (command: Command, path: string): void => {
    const target = path === "" ? root : root.command(path, command.description());
    for (const option of [...command.options, ...(path === "" ? [] : program.options)]) {
      addOption(target, option, handler(known.option(path, option.long ?? "")));
    }
    for (const argument of command.registeredArguments) {
      const values = handler(known.operand(path));
      target.argument(argument.name(), values, argument.variadic);
    }
    for (const below of command.createHelp().visibleCommands(command)) {
      declare(below, path === "" ? below.name() : `${path} ${below.name()}`);
    }
  };
  declare(program, "");
  // fish hands over the word as it was typed, and takes values as they are.
  const typed = isRaw ? (words.at(-1) ?? "") : (words.at(-1) ?? "").replace(/\\(.)/g, "$1");
  return printed(() => root.parse([...words.slice(0, -1), typed]));
}

function addOption(
  target: RootCommand | ReturnType<RootCommand["command"]>,
  option: Option,
  values: (add: (value: string, about: string) => void) => void,
): void {
  const name = option.long?.slice(2);
  if (name === undefined) return;
  const short = option.short?.slice(1);
  if (option.required || option.optional) target.option(name, option.description, values, short);
  else target.option(name, option.description, short ?? "");
}
