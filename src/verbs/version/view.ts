import type { View } from "../../app.ts";
import type { Version } from "../../contract.ts";
import { table } from "../../term/layout.ts";
import { shortPath } from "../../term/view.ts";
import type { KnownPlace } from "../../text/shape.ts";

/** `version` for a person: one line of versions, then a line for each place. */
export function renderVersion({ version, node, go, platform, paths }: Version, view: View): string {
  const { paint, text } = view;
  const head = `goproxy-cfg ${version} · ${go ?? text.output.noGo} · node ${node} · ${platform}`;
  const rows = Object.entries(paths).map(([what, path]) => [
    paint.dim(placeName(what, view)),
    shortPath(view, path),
  ]);
  return [head, "", ...table(rows)].join("\n");
}

/** What lies there, in words; of several of a kind the number is left out. */
function placeName(what: string, { text }: View): string {
  const { place } = text.output;
  const kind = what.replace(/\d+$/, "") as KnownPlace;
  return place[kind];
}
