import { Command, type Option } from "commander";
import { Failure } from "../failure.ts";
import { joinedNames } from "../go/text/pasted.ts";
import { type VerbName, verbNamed } from "../verb-table.ts";
import { asTyped, isScriptBlock, powershellOption, meantCommand } from "./meant.ts";
import { redactValue } from "../go/text/redact.ts";
import { nearest } from "../nearest.ts";

/** What is asked for in the place of what a verb does. */
export type Asks = "help" | "version" | null;

/** A command that throws our Failures, which have words in both languages, in the place of commander's errors. */
export class VerbCommand extends Command {
  declare readonly commands: readonly VerbCommand[];
  declare parent: VerbCommand | null;
  /** The words that it was given, before they are taken apart. */
  given: readonly string[] = [];
  /** Those in which a shell has joined several names. */
  readonly joined: string[] = [];
  /** What stands behind the words of a verb that starts a command; null where there is none. */
  started: readonly string[] | null = null;

  /** null: the program itself. */
  get verb(): VerbName | null {
    return this.parent === null ? null : (pathOf(this) as VerbName);
  }

  override createCommand(name?: string): VerbCommand {
    return new VerbCommand(name);
  }

  override parseOptions(argv: string[]) {
    const named = this.verb === null ? null : verbNamed(this.verb);
    const own = named?.command === true ? this.cut(argv) : argv;
    this.given = named?.raw === true ? own : this.typed(own);
    return super.parseOptions([...this.given]);
  }

  /** The words up to `--`; of the program itself those before the verb, which reads its own. */
  private typed(words: readonly string[]): string[] {
    const read = words.map(asTyped);
    const isBehind = (word: string) =>
      word === "--" || (this.verb === null && !word.startsWith("-"));
    const end = read.findIndex(isBehind);
    return end < 0 ? read : [...read.slice(0, end), ...words.slice(end)];
  }

  /**
   * Takes the command off the words: what stands behind `--`, or from `go` on where there is none, since the script
   * that npm makes for PowerShell swallows it.
   */
  private cut(argv: string[]): string[] {
    const isAwaited = (word: string) =>
      this.options.some(({ long, short, required }) => required && [long, short].includes(word));
    for (let at = 0; at < argv.length; at++) {
      const word = argv[at]!;
      if (word === "--" || word === "go") {
        this.started = argv.slice(word === "--" ? at + 1 : at);
        return argv.slice(0, at);
      }
      if (isAwaited(word)) at++;
    }
    return argv;
  }

  /** The names in a word where each stands for something, apart: PowerShell joins those of a list. */
  namesIn(word: string): string[] {
    const names = joinedNames(word);
    if (names !== null) this.joined.push(word);
    return names ?? word.split(",").filter((name) => name !== "");
  }

  /** The verb below it by its name or its other one. */
  below(word: string): VerbCommand | undefined {
    return this.commands.find((each) => each.name() === word || each.alias() === word);
  }

  /** What the options say that were given to it and, before it, to those above; by name, in camel case. */
  chosen(): Record<string, unknown> {
    const given = Object.entries(this.opts()).filter(
      ([name]) => this.getOptionValueSource(name) === "cli",
    );
    return { ...this.parent?.chosen(), ...Object.fromEntries(given) };
  }

  asks(): Asks {
    const { help, version } = this.chosen();
    return help === true ? "help" : version === true ? "version" : null;
  }

  // commander calls the three below where it would print a sentence and exit; its types do not tell of them.

  unknownOption(word: string): void {
    const [first = word] = this.args;
    const isGroup = this.commands.length > 0 && this.registeredArguments.length === 0;
    if (isGroup && first !== word) throw unknownVerb(first, this);
    if (this.verb === null || !verbNamed(this.verb).raw) throw unknownOption(word, this);
  }

  missingArgument(what: string): void {
    if (this.asks() === null && this.verb !== null)
      throw new Failure("missing-operand", { what, verb: this.verb });
  }

  optionMissingArgument({ long = "" }: Option): void {
    throw new Failure("missing-flag-value", { flag: long });
  }
}

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
