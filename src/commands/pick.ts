import { setMaxListeners } from "node:events";
import { parseGoproxy } from "../go/values/goproxy.ts";
import { layers } from "../go/machine/layers.ts";
import { redactUrl, redactValue } from "../go/text/redact.ts";
import { catalog } from "../mirrors/catalog.ts";
import { mirrorInEffect } from "../mirrors/lookup.ts";
import { readOwnMirrors } from "../mirrors/own.ts";
import type { Target } from "../mirrors/probe.ts";
import type { App, Outcome } from "./app.ts";

/** What leaves everything as it is. */
const keep = "-";

/** The bare call on a terminal: how things stand, then a mirror to choose, then `use` of it. */
export async function pick(app: App): Promise<Outcome> {
  const { ctx, text } = app;
  const state = await app.go();
  const own = readOwnMirrors(ctx);
  const { value: goproxy, origin } = layers(ctx, state).resolve("GOPROXY");
  const { entries } = parseGoproxy(goproxy, { version: state.version, platform: ctx.platform });
  const current = mirrorInEffect(entries, own);
  ctx.stderr.write(`${text.team.statusLine(redactValue(goproxy), current)}\n`);

  const choices = [
    ...own.map(({ name, url }) => ({ value: name, name: redactUrl(url) })),
    ...catalog.map(({ id, name }) => ({ value: id, name: name[text.lang] })),
    { value: "auto", name: text.team.measure },
    { value: keep, name: text.team.keep },
  ];
  const targets: Target[] = [
    ...own.map(({ name, url }) => ({ id: name, url, own: true })),
    ...catalog.flatMap(({ id, url }) => (url === null ? [] : [{ id, url, own: false }])),
  ];
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const isChosen = origin.kind === "os" || origin.kind === "file";
  const initial = (isChosen ? current : null) ?? choices[0]?.value ?? keep;
  const { probe } = await import("../mirrors/probe.ts");
  const { pickOne } = await import("../ui/prompts/pick.ts");
  try {
    const picked = await pickOne(app, choices, initial, (tell) => {
      for (const target of targets.slice(0, most)) {
        tell(target.id, text.team.asking);
        void probe(ctx, target, { timeoutMs: 4000, signal: stop.signal }).then(({ ok, ms }) =>
          tell(target.id, ok ? `${ms} ms` : "✖"),
        );
      }
    });
    if (picked === keep) return { exit: 0, document: {}, render: () => "" };
    stop.abort();
    const { use } = await import("./use.ts");
    return await use(app, [picked], { direct: true });
  } finally {
    stop.abort();
  }
}

/** Nobody looks through more of them, and each is asked. */
const most = 20;
