import type { View } from "../../app.ts";
import type { Watch, WatchStatus } from "../../contract.ts";
import type { MeasureText } from "../../text/shape.ts";
import { padEnd, table } from "../../term/layout.ts";
import { shortPath } from "../../term/document.ts";

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

/** What starts the rounds: its files with their state, whether it runs, and when it last did. */
export async function renderWatchStatus(
  { manager, places, active, start, lastRound }: WatchStatus,
  view: View,
): Promise<string> {
  const { paint, text } = view;
  const words = (await text.measure()).watch;
  const signs = {
    installed: paint.green("✔"),
    absent: paint.dim("·"),
    refused: paint.red("✖"),
  };
  const rows = places.map(({ file, state }) => [
    signs[state],
    file === null ? "crontab" : shortPath(view, file),
    paint.dim(text.shell.state[state]),
  ]);
  return [
    words.timer(manager, active),
    ...table(rows).map((row) => `  ${row}`),
    ...(start === null ? [] : [words.startIt(start)]),
    words.lastRound(lastRound),
  ].join("\n");
}

const sign = { up: "✔", degraded: "!", down: "✖", unknown: "·" } as const;

/** `✔ goproxy.cn  up  35 ms`, or why it failed; what `--deep` found wrong behind it. */
export function changeLine(
  { id, state, probe, deep }: Mirror,
  words: MeasureText["watch"],
  width = 0,
): string {
  const wrong = Object.entries(deep ?? {}).flatMap(([what, good]) =>
    good === false ? [what] : [],
  );
  const seen = probe.ok ? `${probe.ms} ms` : (probe.message ?? "");
  const behind = wrong.length > 0 ? `  ${words.wrong(wrong)}` : "";
  return `${sign[state]} ${padEnd(id, width)}  ${words.state[state]}  ${seen}${behind}`;
}
