import type { List, Mirror } from "../../contract.ts";
import { type ProxyEntry, parseGoproxy } from "../../go/values/goproxy.ts";
import { redactUrl } from "../../go/text/redact.ts";
import { catalog, type CatalogMirror } from "../../catalog/catalog.ts";
import { inEffect, proxiesOf, proxyOf } from "../../catalog/lookup.ts";
import type { OwnMirror } from "../../catalog/catalog.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { namedChain } from "../../mirrors/chain-names.ts";
import type { App, Outcome, View } from "../../app.ts";
import { renderList, renderLong } from "./view.ts";

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
    render: (view) => shown(app, document, long, view),
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
      document.mirrors.length === 0 ? view.text.team.noMirrors : shown(app, document, long, view),
  };
}

async function shown({ ctx, text }: App, { mirrors }: List, long: boolean, view: View) {
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
