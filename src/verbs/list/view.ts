import type { View } from "../../app.ts";
import type { Mirror } from "../../contract.ts";
import { clip, packed, padEnd, wrap, displayWidth } from "../../term/layout.ts";

/** A mirror, and its chain by the names of those in it. */
export type ListedMirror = Mirror & { named?: string };

/** Below so many columns there is no room for an address. */
const narrow = 61;

/** Where no terminal says how wide it is: `--json` and `--long` have the whole of what is cut there. */
const usual = 80;

/** `list` for a person: one line for each mirror that fits the terminal, `*` before what is in effect. */
export function renderList(mirrors: readonly ListedMirror[], view: View): string {
  const { text, paint, columns } = view;
  const { list } = text.output;
  const room = columns > 0 ? columns : usual;
  const width = Math.max(displayWidth(list.mirror), ...mirrors.map(({ id }) => displayWidth(id)));
  const isWide = room >= narrow;
  const labels = [list.modules, list.sumdb, list.toolchain];
  const head = `  ${padEnd(list.mirror, width)}  ${labels.join(" ")}${isWide ? `  ${list.address}` : ""}`;
  const lines = mirrors.map((mirror) => {
    const { id, current, serves } = mirror;
    const isChosen = current && !mirrors.some((other) => coversIt(other, mirror));
    const signs = [serves.modules, serves.sumdb, serves.toolchain].map((served, at) =>
      padEnd(signOf(served, view), displayWidth(labels[at] ?? "")),
    );
    const start = `${isChosen ? paint.green("*") : " "} ${current ? paint.bold(padEnd(id, width)) : padEnd(id, width)}  ${signs.join(" ")}`;
    const left = room - displayWidth(start) - 2;
    return isWide ? `${start}  ${tail(mirror, view, left)}`.trimEnd() : start.trimEnd();
  });
  return [
    paint.dim(head),
    ...lines,
    "",
    ...wrap(text.output.listLegend, room).map(paint.dim),
    ...packed(list.next.split(" · "), room),
  ].join("\n");
}

/** The address, and beside it what is to be known of the mirror as far as there is room. */
function tail(mirror: ListedMirror, { text, paint }: View, room: number): string {
  const { status, list } = text.output;
  const address = mirror.named ?? mirror.url ?? "";
  const said = {
    active: mirror.name === mirror.id ? "" : mirror.name,
    unverified: status.unverified,
    retired: status.retired,
    own: [
      status.own,
      ...(mirror.private ? [list.private] : []),
      ...(mirror.pinned ? [list.pinned] : []),
    ].join(" · "),
  }[mirror.status];
  const isWarning = mirror.status === "unverified" || mirror.status === "retired";
  const aside = said === "" ? "" : `  ${said}`;
  if (!isWarning && displayWidth(address + aside) > room) return clip(address, room);
  const shown = clip(address, room - displayWidth(aside));
  return `${shown}${isWarning ? paint.yellow(aside) : paint.dim(aside)}`;
}

/** Whether this one is a chain in effect that the other is a part of. */
function coversIt(chain: Mirror, { url }: Mirror): boolean {
  return chain.current && chain.chain !== null && url !== null && chain.chain.includes(url);
}

function signOf(served: boolean | null, { paint }: View): string {
  if (served === null) return paint.dim("?");
  return served ? "✔" : paint.yellow("✖");
}

/** What `list --long` tells of a mirror beside the document. */
export interface Particulars {
  operator: string;
  notes: string;
  help: string | null;
}

/** `list --long`: a few lines for each mirror, with its names, the day of the newest evidence and the notes. */
export function renderLong(
  mirrors: readonly ListedMirror[],
  particulars: (id: string) => Particulars | null,
  view: View,
): string {
  const { text, paint, columns } = view;
  const { list, status } = text.output;
  const room = (columns > 0 ? columns : 100) - 2;
  const blocks = mirrors.map((mirror) => {
    const { id, name, current, url, chain, serves, verifiedOn } = mirror;
    const more = particulars(id);
    const title = name === id ? "" : `  ${name}`;
    const served = (["modules", "sumdb", "toolchain"] as const).map(
      (what) => `${signOf(serves[what], view)} ${list.long[what]}`,
    );
    const checked = verifiedOn === null ? "" : list.verified(verifiedOn);
    const aliases = mirror.aliases.filter((each) => text.lang === "zh" || /^[ -~]+$/.test(each));
    return [
      `${current ? paint.green("* ") : ""}${paint.bold(id)}${title}`,
      `  ${url ?? chain ?? ""}`,
      `  ${served.join("  ")}`,
      `  ${paint.dim([status[mirror.status], checked].filter((one) => one !== "").join(" · "))}`,
      ...(aliases.length === 0 ? [] : [`  ${list.alsoCalled(aliases.join(", "))}`]),
      ...(more === null ? [] : wrap(more.notes, room).map((line) => `  ${line}`)),
      ...(more?.help ? [`  ${paint.dim(more.help)}`] : []),
    ].join("\n");
  });
  return [blocks.join("\n\n"), "", paint.dim(text.output.listLegend)].join("\n");
}
