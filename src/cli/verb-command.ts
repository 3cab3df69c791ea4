import { Command, type Option } from "commander";
import { Failure } from "../failure.ts";
import { type VerbName, verbNamed } from "../verb-table.ts";
import { pathOf, unknownOption, unknownVerb } from "./errors.ts";

/** What is asked for in the place of what a verb does. */
export type Asks = "help" | "version" | null;

/** A command that throws our Failures, which have words in both languages, in the place of commander's errors. */
export class VerbCommand extends Command {
  declare readonly commands: readonly VerbCommand[];
  declare parent: VerbCommand | null;
  /** The words that it was given, before they are taken apart. */
  given: readonly string[] = [];

  /** null: the program itself. */
  get verb(): VerbName | null {
    return this.parent === null ? null : (pathOf(this) as VerbName);
  }

  override createCommand(name?: string): VerbCommand {
    return new VerbCommand(name);
  }

  override parseOptions(argv: string[]) {
    this.given = argv;
    return super.parseOptions(argv);
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
    if (this.commands.length > 0 && first !== word) throw unknownVerb(first, this);
    if (this.verb === null || !verbNamed(this.verb).raw) throw unknownOption(word, this);
  }

  missingArgument(what: string): void {
    if (this.asks() === null) throw new Failure("missing-operand", { what });
  }

  optionMissingArgument({ long = "" }: Option): void {
    throw new Failure("missing-flag-value", { flag: long });
  }
}
