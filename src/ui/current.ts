import type { Current, Origin, Setting } from "../contract.ts";
import { shippedDefaults } from "../go/layers.ts";
import { padEnd } from "./table.ts";
import { shortPath, type View } from "./view.ts";

/** `current` for a person: a line for each setting, its origin below, and what it hides. */
export function renderCurrent({ settings, mirror }: Current, view: View): string {
  const width = Math.max(...settings.map(({ key }) => key.length));
  return settings.flatMap((setting) => lines(setting, width, mirror, view)).join("\n");
}

function lines(setting: Setting, width: number, mirror: string | null, view: View): string[] {
  const { paint, text } = view;
  const { key, value, shadows } = setting;
  const set = setting.origin.kind !== "default";
  const shown = value === "" ? paint.dim(text.output.empty) : value;
  const where = [originText(setting.origin, view)];
  if (key === "GOPROXY" && mirror !== null) where.push(text.output.isMirror(mirror));
  const head = `${paint.bold(padEnd(key, width))}  ${set ? shown : paint.dim(shown)}  ${paint.dim(where.join(" · "))}`;
  return [
    head,
    ...shadows
      .filter(worthTelling)
      .map(
        (hidden) =>
          `${" ".repeat(width)}  ${paint.yellow(text.output.shadows(hidden.value, originText(hidden.origin, view)))}`,
      ),
  ];
}

/** What go ships is hidden by every setting; that is no news. */
function worthTelling({ value, origin }: Setting["shadows"][number]): boolean {
  return origin.kind !== "goroot" || !Object.values(shippedDefaults).includes(value);
}

/** Where a value comes from, in a few words. */
export function originText(origin: Origin, view: View): string {
  const { output } = view.text;
  const place = origin.setBy ?? (origin.file === undefined ? undefined : origin);
  const label = output.origin[origin.kind];
  if (place?.file === undefined) return label;
  const at = `${shortPath(view, place.file)}${place.line === undefined ? "" : `:${place.line}`}`;
  return origin.setBy === undefined ? `${label} ${at}` : `${label}, ${output.setBy(at)}`;
}
