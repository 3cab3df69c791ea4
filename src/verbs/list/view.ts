import type { View } from "../../app.ts";
import type { List, Mirror } from "../../contract.ts";
import { table } from "../../term/layout.ts";

/** `list` for a person: a table, `*` before the mirror in effect. */
export function renderList({ mirrors }: List, view: View): string {
  const { text, paint } = view;
  const { list, status } = text.output;
  const rows = mirrors.map((mirror) => [
    mirror.current ? paint.green("*") : " ",
    mirror.current ? paint.bold(mirror.id) : mirror.id,
    mirror.name,
    mirror.url ?? mirror.chain ?? "",
    serves(mirror, view),
    mirror.status === "active" ? status.active : paint.yellow(status[mirror.status]),
    mirror.verifiedOn ?? "",
  ]);
  const head = ["", list.mirror, "", "", list.serves, list.status, list.checked].map(paint.dim);
  return [...table([head, ...rows]), "", paint.dim(text.output.listLegend)].join("\n");
}

function serves({ serves: what }: Mirror, { text, paint }: View): string {
  const { list } = text.output;
  const sign = (served: boolean | null, label: string) =>
    served === null ? paint.dim(`?${label}`) : served ? `✔${label}` : paint.yellow(`✖${label}`);
  return [
    sign(what.modules, list.modules),
    sign(what.sumdb, list.sumdb),
    sign(what.toolchain, list.toolchain),
  ].join(" ");
}
