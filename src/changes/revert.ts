/**
 * Takes back, in a file that others have changed since, what turned `before` into `after`: the lines that
 * were put in are found where they stand now, once and unchanged, and the old ones take their place. null
 * where they are not found so; nothing to do where none of them is left. Lines are whole, and bytes stay bytes.
 */
export function revertLines(
  current: Buffer,
  before: Buffer | null,
  after: Buffer | null,
): Buffer | null {
  const [old, made, now] = [before, after, current].map(linesOf) as [string[], string[], string[]];
  let head = 0;
  while (head < old.length && head < made.length && old[head] === made[head]) head++;
  let tail = 0;
  const room = Math.min(old.length, made.length) - head;
  while (tail < room && old.at(-1 - tail) === made.at(-1 - tail)) tail++;
  const removed = old.slice(head, old.length - tail);
  const added = made.slice(head, made.length - tail);

  const gone = !added.some((line) => line.trim() !== "" && now.includes(line));
  if (added.length > 0 && removed.length === 0 && gone) return current;
  const at = added.length > 0 ? place(now, added) : gap(now, made, head);
  if (at === null) return null;
  const rest = now.slice(at + added.length);
  const last = removed.at(-1);
  if (last !== undefined && rest.length > 0 && !last.endsWith("\n")) {
    removed[removed.length - 1] = `${last}\n`;
  }
  return Buffer.from([...now.slice(0, at), ...removed, ...rest].join(""), "latin1");
}

function linesOf(bytes: Buffer | null): string[] {
  return (bytes ?? Buffer.alloc(0)).toString("latin1").match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Where lines that were taken out stood: between the neighbours that they had. */
function gap(now: readonly string[], made: readonly string[], at: number): number | null {
  const above = made.slice(Math.max(0, at - 2), at);
  const below = made.slice(at, at + 2);
  if (above.length + below.length === 0) return null;
  const found = place(now, [...above, ...below]);
  return found === null ? null : found + above.length;
}

/** Where these lines stand in a row; null where they do not, or more than once. */
function place(now: readonly string[], wanted: readonly string[]): number | null {
  let found: number | null = null;
  for (let at = now.indexOf(wanted[0]!); at >= 0; at = now.indexOf(wanted[0]!, at + 1)) {
    if (!wanted.every((line, index) => now[at + index] === line)) continue;
    if (found !== null) return null;
    found = at;
  }
  return found;
}
