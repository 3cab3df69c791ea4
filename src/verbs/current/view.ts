import type { View } from "../../app.ts";
import type { Current, Origin, Setting } from "../../contract.ts";
import { shippedDefaults } from "../../go/machine/layers.ts";
import { padEnd, table } from "../../term/table.ts";
import { placeOf } from "../../term/view.ts";

/** The patterns in effect, each with the list that keeps a part of it from being private. */
interface PrivatePart {
  patterns: readonly {
    pattern: string;
    never: boolean;
    proxied: string | null;
    verified: string | null;
  }[];
  more: number;
}

/** `current` for a person: a line for each setting, its origin, what it hides; then the private modules. */
export function renderCurrent(
  { settings, mirror }: Current,
  view: View,
  part: PrivatePart = { patterns: [], more: 0 },
): string {
  const width = Math.max(...settings.map(({ key }) => key.length));
  return [
    ...settings.flatMap((setting) => lines(setting, width, mirror, view)),
    ...privateLines(part, view),
  ].join("\n");
}

function privateLines({ patterns, more }: PrivatePart, { paint, text }: View): string[] {
  if (patterns.length === 0) return [];
  const words = text.private;
  const rows = patterns.map(({ pattern, never, proxied, verified }) => {
    const half = (lacking: string | null, good: string, bad: (key: string) => string) =>
      lacking === null ? paint.green(`✔ ${good}`) : paint.yellow(`! ${bad(lacking)}`);
    return never
      ? [`  ${pattern}`, paint.red(`✖ ${words.matchesNothing}`), ""]
      : [
          `  ${pattern}`,
          half(proxied, words.direct, words.proxied),
          half(verified, words.unverified, words.verified),
        ];
  });
  const rest = more > 0 ? [`  ${words.more(more)}`] : [];
  return ["", paint.bold(words.privateModules), ...table(rows), ...rest];
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
  const at = placeOf(view, { file: place.file, line: place.line });
  return origin.setBy === undefined ? `${label} ${at}` : `${label}, ${output.setBy(at)}`;
}
