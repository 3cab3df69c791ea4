import type { View } from "../../app.ts";
import type { Current, Setting } from "../../contract.ts";
import { originText } from "../../term/document.ts";
import { padEnd, table, wrap } from "../../term/layout.ts";

/** What the document does not say of the settings. */
export interface Beside {
  /** The values that go itself ships. */
  shipped: readonly string[];
  /** The private modules; null where no setting is about them. */
  part: PrivatePart | null;
}

/** The first patterns in effect, and how many more there are. */
export interface PrivatePart {
  patterns: PrivatePattern[];
  more: number;
}

/** A pattern of the lists in effect, and what becomes of its modules. */
interface PrivatePattern {
  /** Passwords hidden. */
  pattern: string;
  /** No module matches it. */
  never: boolean;
  /** The list that lacks it, so that its modules are asked at proxies; null: they are fetched directly. */
  proxied: string | null;
  /** The list that lacks it, so that they are verified by the checksum database; null: they are not. */
  verified: string | null;
}

/** `current` for a person: a line for each setting, its origin, what it hides; then the private modules. */
export function renderCurrent(
  { settings, mirror }: Current,
  view: View,
  { shipped, part }: Beside,
): string {
  const width = Math.max(...settings.map(({ key }) => key.length));
  return [
    ...settings.flatMap((setting) => lines(setting, { width, mirror, shipped }, view)),
    ...(part === null ? [] : privateLines(part, view)),
  ].join("\n");
}

/** GOPROXY by the names in it, and what makes go move on there. */
export interface ChainShown {
  names: string;
  moves: "any" | "missing" | null;
}

/** `current` on a terminal: what is not go's default, in a few lines, and how the rest is seen. */
export function renderShort(
  { settings, mirror }: Current,
  view: View,
  { chain, part }: { chain: ChainShown; part: PrivatePart | null },
): string {
  const { paint, text, columns } = view;
  const { output } = text;
  const isSet = ({ key, origin, shadows }: Setting) =>
    key === "GOPROXY" ||
    shadows.length > 0 ||
    (origin.kind !== "default" && origin.kind !== "goroot");
  const shown = settings.filter(isSet);
  const width = Math.max(...shown.map(({ key }) => key.length));
  const indent = " ".repeat(width + 2);
  const under = (line: string) =>
    wrap(line, columns - indent.length).map((row) => `${indent}${row}`);
  const rows = shown.flatMap((setting) => {
    const { key, value, origin, shadows } = setting;
    const isProxy = key === "GOPROXY";
    const plain = value === "" ? output.empty : value;
    const about = [
      ...(isProxy && mirror !== null && !chain.names.startsWith(mirror) ? [mirror] : []),
      ...(isProxy && chain.moves !== null ? [output.movesOn[chain.moves]] : []),
    ].join(" · ");
    return [
      ...wrap(isProxy ? chain.names : plain, columns - indent.length).map((row, at) =>
        at === 0 ? `${paint.bold(padEnd(key, width))}  ${row}` : `${indent}${row}`,
      ),
      ...(isProxy && chain.names !== plain ? [paint.dim(`${indent}${plain}`)] : []),
      ...under([originText(origin, view), ...(about === "" ? [] : [about])].join(" · ")).map(
        paint.dim,
      ),
      ...shadows
        .filter((hidden) => hidden.origin.kind !== "goroot")
        .flatMap((hidden) =>
          under(output.shadows(hidden.value, originText(hidden.origin, view))).map(paint.yellow),
        ),
    ];
  });
  return [
    ...rows,
    ...(part === null ? [] : privateLines(part, view)),
    ...wrap(output.defaultsLeft(settings.length - shown.length), columns).map(paint.dim),
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

interface Shown extends Pick<Beside, "shipped"> {
  /** Of the names of the settings. */
  width: number;
  /** The mirror that GOPROXY is. */
  mirror: string | null;
}

function lines(setting: Setting, { width, mirror, shipped }: Shown, view: View): string[] {
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
      // What go ships is hidden by every setting; that is no news.
      .filter(({ value: hidden, origin }) => origin.kind !== "goroot" || !shipped.includes(hidden))
      .map(
        (hidden) =>
          `${" ".repeat(width)}  ${paint.yellow(text.output.shadows(hidden.value, originText(hidden.origin, view)))}`,
      ),
  ];
}
