import type { Step, Tracing } from "./terminal.ts";

/** `fish_trace` prints each command with its depth (`all`: those of event handlers, too); what a file does stands below the `source` that reads it. */
export const fishTrace: Tracing = {
  prepare: () => ({ env: { fish_trace: "all" } }),
  read(output) {
    const open: { file: string; depth: number }[] = [];
    return [...output.matchAll(/^(-*)> (.*)$/gm)].map(([, dashes = "", command = ""]): Step => {
      const depth = dashes.length;
      while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop();
      const file = open.at(-1)?.file ?? null;
      const read = /^source (?:-- )?(\S.*)$/.exec(command)?.[1];
      if (read !== undefined) open.push({ file: unquoted(read), depth });
      return { file, line: null, command };
    });
  },
};

/** `-V` prints each line before it runs, the system's files included; csh says nothing of files. */
export const cshTrace: Tracing = {
  prepare: () => ({ args: ["-VX"] }),
  read: (output) => output.split("\n").map((command) => ({ file: null, line: null, command })),
};

function unquoted(word: string): string {
  return word.replace(/^'(.*)'$/s, "$1").replaceAll(/\\(.)/g, "$1");
}
