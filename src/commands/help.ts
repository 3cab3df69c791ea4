import type { Command } from "commander";
import { Failure } from "../errors.ts";
import { nearest } from "../nearest.ts";
import type { App, Outcome } from "./app.ts";

/** `help`: of the program, of a command, or a topic. */
export async function help(app: App, names: string[], root: Command): Promise<Outcome> {
  const [name] = names;
  const topics = await app.text.topics();
  if (name !== undefined && names.length === 1 && Object.hasOwn(topics, name)) {
    const text = topics[name as keyof typeof topics];
    return {
      exit: 0,
      document: { schemaVersion: 1, topic: name, text },
      render: async (view) => (await import("../ui/topic.ts")).renderTopic(text, view),
    };
  }
  let command = root;
  for (const word of names) {
    const below = command.commands.find(
      (one) => one.name() === word || one.aliases().includes(word),
    );
    if (below === undefined) {
      const known = command.createHelp().visibleCommands(command);
      const words = [...known.map((one) => one.name()), ...Object.keys(topics)];
      throw new Failure("unknown-verb", {
        verb: names.join(" "),
        suggestion: nearest(word, words),
      });
    }
    command = below;
  }
  // What is printed around it (examples) is known to commander alone.
  command.outputHelp();
  return { exit: 0, document: {}, render: () => "" };
}
