import type { View } from "../../app.ts";
import type { Watch } from "../../contract.ts";
import type { MeasureText } from "../../text/shape.ts";
import { padEnd } from "../../term/layout.ts";

type Mirror = Watch["mirrors"][number];

/** A round for a person: one line for each mirror. */
export async function renderWatch({ mirrors, busy, switched }: Watch, view: View): Promise<string> {
  const words = (await view.text.measure()).watch;
  if (busy) return words.busy;
  const width = Math.max(0, ...mirrors.map(({ id }) => id.length));
  const lines = mirrors.map((mirror) => {
    const colour = { up: "green", degraded: "yellow", down: "red", unknown: "dim" } as const;
    const line = changeLine(mirror, words, width);
    return view.paint[colour[mirror.state]](sign[mirror.state]) + line.slice(1);
  });
  if (switched !== null) lines.push(words.switched(switched.to, switched.undo));
  return lines.join("\n");
}

const sign = { up: "✔", degraded: "!", down: "✖", unknown: "·" } as const;

/** `✔ goproxy.cn  up, 35 ms`, or why it failed; what `--deep` found wrong behind it. */
export function changeLine(
  { id, state, probe, deep }: Mirror,
  words: MeasureText["watch"],
  width = 0,
): string {
  const wrong = Object.entries(deep ?? {}).flatMap(([what, good]) =>
    good === false ? [what] : [],
  );
  const seen = probe.ok ? `${probe.ms} ms` : (probe.message ?? "");
  const behind = wrong.length > 0 ? `; ${words.wrong(wrong)}` : "";
  return `${sign[state]} ${padEnd(id, width)}  ${words.state[state]}, ${seen}${behind}`;
}
