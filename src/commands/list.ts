import type { List, Mirror } from "../contract.ts";
import { parseGoproxy } from "../go/values/goproxy.ts";
import { layers } from "../go/machine/layers.ts";
import { redactUrl } from "../go/text/redact.ts";
import { catalog, type CatalogMirror } from "../mirrors/catalog.ts";
import { inEffect } from "../mirrors/lookup.ts";
import { type OwnMirror, readOwnMirrors } from "../mirrors/own.ts";
import type { App, Outcome } from "./app.ts";

/** `list`: the catalog and the own mirrors; which one is in effect. */
export async function list(app: App): Promise<Outcome> {
  // There may be many, and go takes its time.
  const own = readOwnMirrors(app.ctx);
  const inUse = await inUseHere(app);
  const document: List = {
    schemaVersion: 1,
    mirrors: [
      ...ownMirrors(own, inUse),
      ...catalog.map((known) =>
        catalogMirror(known, app.text.lang, inUse(known.chain ?? known.url ?? "")),
      ),
    ],
  };
  return {
    exit: 0,
    document,
    render: async (view) => (await import("../ui/list.ts")).renderList(document, view),
  };
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

/** Tells whether a URL, or every URL of a chain, is in the GOPROXY in effect. */
export async function inUseHere(app: App): Promise<(urlOrChain: string) => boolean> {
  const { ctx } = app;
  const state = await app.go();
  const goproxy = layers(ctx, state).resolve("GOPROXY").value;
  const { entries } = parseGoproxy(goproxy, state);
  return inEffect(entries);
}

/** The own mirrors as `list` has them. */
export function ownMirrors(own: readonly OwnMirror[], inUse: (url: string) => boolean): Mirror[] {
  return own.map((mirror) => ownMirror(mirror, inUse(mirror.url)));
}

function ownMirror(own: OwnMirror, current: boolean): Mirror {
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
    current,
    private: own.private,
    pinned: own.pinned,
  };
}
