import { setMaxListeners } from "node:events";
import { parseGoproxy } from "../../go/values/goproxy.ts";
import { redactUrl } from "../../go/text/redact.ts";
import { catalog } from "../../catalog/catalog.ts";
import { chainUrls, mirrorInEffect } from "../../catalog/lookup.ts";
import { namedChain } from "../../mirrors/chain-names.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import type { Probed, ProbeTarget } from "../../mirrors/probe.ts";
import { wrap, loadWidths } from "../../term/layout.ts";
import type { Choice } from "../../term/prompt.ts";
import type { App } from "../../app.ts";
import { inBrief } from "../progress.ts";

/** What leaves everything as it is; no mirror can have the name. */
const keep = "";

/** Nobody looks through more of them, and each is asked. */
const most = 20;

/** A choice whose mirror can be asked. */
type Asked = Choice & { target: ProbeTarget };

export interface Picked {
  mirror: string;
  /** What was seen of mirrors meanwhile. */
  probed: readonly Probed[];
}

/** The bare call on a terminal: how things stand, then a mirror to choose. null: all stays as it is. */
export async function pick(app: App): Promise<Picked | null> {
  const { ctx, text } = app;
  const state = await app.go();
  const own = await readOwnMirrors(ctx);
  const { value: goproxy, origin } = state.layers.resolve("GOPROXY");
  const { entries } = parseGoproxy(goproxy, state);
  const current = mirrorInEffect(entries, own);
  await loadWidths();
  app.tell(wrap(`GOPROXY  ${namedChain(goproxy, own)}`, ctx.stderr.columns).join("\n"));

  const nameOf = (name: string, status: "active" | "unverified") =>
    status === "active" ? name : `${name} · ${text.output.status[status]}`;
  const choices = [
    ...own.map(({ name: id, url }) => choice(id, redactUrl(url), { id, url, own: true })),
    ...catalog.map(({ id, name, aliases, url, status, serves }) => ({
      ...choice(
        id,
        nameOf(name[text.lang], status),
        url === null ? null : { id, url, own: false, serves },
      ),
      words: [...aliases, ...Object.values(name), url ?? ""],
    })),
    choice("auto", text.team.measure),
    { ...choice(keep, ""), label: text.team.keep },
  ];
  const asked = choices.filter((one): one is Asked => one.target !== null).slice(0, most);
  const chains = choices.flatMap((each) => {
    const list = catalog.find(({ id, chain }) => chain !== null && id === each.value)?.chain;
    return list === null || list === undefined ? [] : [{ choice: each, urls: chainUrls(list) }];
  });
  const probed: Probed[] = [];
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const isChosen = origin.kind === "os" || origin.kind === "file";
  // A value that no choice stands for is not to be lost by Enter alone.
  const initial = isChosen
    ? wholeChain(goproxy, current)
      ? current!
      : keep
    : (choices[0]?.value ?? keep);
  const { probe, readyToProbe } = await import("../../mirrors/probe.ts");
  const { pickOne } = await import("../../term/prompt.ts");
  const { why } = await text.measure();
  const ready = readyToProbe(
    ctx,
    asked.map(({ target }) => target),
  );
  const ask = async (one: Asked) => {
    one.told = text.team.asking;
    await ready;
    const seen = await probe(ctx, one.target, { timeoutMs: 4000, signal: stop.signal });
    probed.push(seen);
    one.failed = !seen.ok;
    one.told = seen.ok ? `${seen.ms} ms` : `✖ ${inBrief(why, seen.note)}`;
    // What stands for several is as quick as the first of them that answers: go asks no other.
    for (const several of chains) {
      const ends = several.urls.map((url) => asked.find(({ target }) => target.url === url));
      const first = ends.find((end) => end === undefined || end.failed !== true);
      const { told = "", failed = false } = first ?? ends[0] ?? {};
      Object.assign(several.choice, { told, failed });
    }
  };
  try {
    const picked = await pickOne(app, choices, initial, (redraw) => {
      for (const one of asked) void ask(one).then(redraw);
    });
    return picked === keep ? null : { mirror: picked, probed };
  } finally {
    stop.abort();
  }
}

/** Whether what is chosen is all that the value holds: a mirror alone or a chain, with `direct` behind it or not. */
function wholeChain(goproxy: string, current: string | null): boolean {
  const known = catalog.find(({ id }) => id === current);
  const held = chainUrls(goproxy).length;
  return current !== null && held === (known?.chain ? chainUrls(known.chain).length : 1);
}

const choice = (
  value: string,
  name: string,
  target: ProbeTarget | null = null,
): Choice & { target: ProbeTarget | null } => ({
  value,
  name,
  told: "",
  target,
});
