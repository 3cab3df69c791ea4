import type { List, Mirror } from "../../contract.ts";
import { type ProxyEntry, parseGoproxy } from "../../go/values/goproxy.ts";
import { redactUrl } from "../../go/text/redact.ts";
import { catalog, type CatalogMirror, type OwnMirror } from "../../catalog/catalog.ts";
import { inEffect, proxiesOf, proxyOf } from "../../catalog/lookup.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { namedChain } from "../../mirrors/chain-names.ts";
import type { App, Outcome, View } from "../../app.ts";
import { clip, packed, padEnd, wrap, displayWidth } from "../../term/layout.ts";

export interface ListOptions {
  /** Names, dates and notes. */
  long?: boolean;
}

/** `list`: the catalog and the own mirrors; which one is in effect. */
export async function list(app: App, { long = false }: ListOptions): Promise<Outcome> {
  const own = await ownMirrors(app);
  const entries = await entriesHere(app);
  const inUse = inEffect(entries);
  const document: List = {
    schemaVersion: 1,
    mirrors: [
      ...own(entries),
      ...catalog.map((known) =>
        catalogMirror(known, app.text.lang, inUse(known.chain ?? known.url ?? "")),
      ),
    ],
  };
  return {
    exit: 0,
    document,
    render: (view) => rendered(app, document, long, view),
  };
}

/** `mirror list`: the own mirrors alone. */
export async function listMirrors(app: App, { long = false }: ListOptions): Promise<Outcome> {
  const own = await ownMirrors(app);
  const document: List = { schemaVersion: 1, mirrors: own(await entriesHere(app)) };
  return {
    exit: 0,
    document,
    render: (view) =>
      document.mirrors.length === 0
        ? view.text.team.noMirrors
        : rendered(app, document, long, view),
  };
}

async function rendered({ ctx, text }: App, { mirrors }: List, long: boolean, view: View) {
  if (long) {
    return renderLong(
      mirrors,
      (id) => {
        const known = catalog.find((one) => one.id === id);
        if (known === undefined) return null;
        return { operator: known.operator, notes: known.notes[text.lang], help: known.help };
      },
      view,
    );
  }
  const own = await readOwnMirrors(ctx);
  const listed = mirrors.map((mirror) =>
    mirror.chain === null ? mirror : { ...mirror, named: namedChain(mirror.chain, own) },
  );
  return renderList(listed, view);
}

function catalogMirror(known: CatalogMirror, lang: "en" | "zh", current: boolean): Mirror {
  const { id, aliases, url, chain, region, status, serves, verifiedOn } = known;
  return {
    id,
    aliases: [...aliases],
    name: known.name[lang],
    url,
    chain,
    region,
    status,
    serves,
    verifiedOn,
    current,
  };
}

/** The entries of the GOPROXY in effect. */
async function entriesHere(app: App): Promise<readonly ProxyEntry[]> {
  const state = await app.go();
  const goproxy = state.layers.resolve("GOPROXY").value;
  return parseGoproxy(goproxy, state).entries;
}

/** The own mirrors as `list` has them, once go has told what is in effect; there may be many, and go takes its time. */
async function ownMirrors({ ctx }: App): Promise<(entries: readonly ProxyEntry[]) => Mirror[]> {
  const mirrors = await readOwnMirrors(ctx);
  const own = mirrors.map(ownMirror);
  const proxies = mirrors.map(({ url }) => proxyOf(url));
  return (entries) => {
    const present = proxiesOf(entries);
    proxies.forEach((proxy, at) => (own[at]!.current = present.includes(proxy)));
    return own;
  };
}

function ownMirror(own: OwnMirror): Mirror {
  return {
    id: own.name,
    aliases: [],
    name: own.name,
    url: redactUrl(own.url),
    chain: null,
    region: "own",
    status: "own",
    serves: own.serves,
    verifiedOn: null,
    current: false,
    private: own.private,
    pinned: own.pinned,
  };
}

/** A mirror, and its chain by the names of those in it. */
export type ListedMirror = Mirror & { named?: string };

/** Below so many columns there is no room for an address. */
const narrow = 61;

/** Where no terminal says how wide it is: `--json` and `--long` have the whole of what is cut there. */
const usual = 80;

/** `list` for a person: one line for each mirror that fits the terminal, `*` before what is in effect. */
export function renderList(mirrors: readonly ListedMirror[], view: View): string {
  const { text, paint, columns } = view;
  const { list: words } = text.output;
  const room = columns > 0 ? columns : usual;
  const width = Math.max(displayWidth(words.mirror), ...mirrors.map(({ id }) => displayWidth(id)));
  const isWide = room >= narrow;
  const labels = [words.modules, words.sumdb, words.toolchain];
  const head = `  ${padEnd(words.mirror, width)}  ${labels.join(" ")}${isWide ? `  ${words.address}` : ""}`;
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
    ...packed(words.next.split(" · "), room),
  ].join("\n");
}

/** The address, and beside it what is to be known of the mirror as far as there is room. */
function tail(mirror: ListedMirror, { text, paint }: View, room: number): string {
  const { status, list: words } = text.output;
  const address = mirror.named ?? mirror.url ?? "";
  const said = {
    active: mirror.name === mirror.id ? "" : mirror.name,
    unverified: status.unverified,
    retired: status.retired,
    own: [
      status.own,
      ...(mirror.private ? [words.private] : []),
      ...(mirror.pinned ? [words.pinned] : []),
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
  const { list: words, status } = text.output;
  const room = (columns > 0 ? columns : 100) - 2;
  const blocks = mirrors.map((mirror) => {
    const { id, name, current, url, chain, serves, verifiedOn } = mirror;
    const more = particulars(id);
    const title = name === id ? "" : `  ${name}`;
    const served = (["modules", "sumdb", "toolchain"] as const).map(
      (what) => `${signOf(serves[what], view)} ${words.long[what]}`,
    );
    const checked = verifiedOn === null ? "" : words.verified(verifiedOn);
    const aliases = mirror.aliases.filter((each) => text.lang === "zh" || /^[ -~]+$/.test(each));
    return [
      `${current ? paint.green("* ") : ""}${paint.bold(id)}${title}`,
      `  ${url ?? chain ?? ""}`,
      `  ${served.join("  ")}`,
      `  ${paint.dim([status[mirror.status], checked].filter((one) => one !== "").join(" · "))}`,
      ...(aliases.length === 0 ? [] : [`  ${words.alsoCalled(aliases.join(", "))}`]),
      ...(more === null ? [] : wrap(more.notes, room).map((line) => `  ${line}`)),
      ...(more?.help ? [`  ${paint.dim(more.help)}`] : []),
    ].join("\n");
  });
  return [blocks.join("\n\n"), "", paint.dim(text.output.listLegend)].join("\n");
}
