import type { App, Outcome, View } from "../../app.ts";
import { findTeamFile } from "../../config/find.ts";
import { type Context, pathsOf } from "../../context.ts";
import type { Version } from "../../contract.ts";
import {
  configFolder,
  hasConfigFolder,
  hasStateFolder,
  netrcFile,
  stateFolder,
} from "../../folders.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { programVersion } from "../../internal-error.ts";
import { managedFilesThere } from "../../shells/managed/files.ts";
import { table } from "../../term/layout.ts";
import { shortPath } from "../../term/document.ts";
import type { KnownPlace } from "../../text/shape.ts";

/** `version`: what a bug report needs: versions, and where every file lies that the tool reads or keeps. */
export async function version(app: App): Promise<Outcome> {
  const { ctx } = app;
  const state = await app.go();
  const document: Version = {
    schemaVersion: 1,
    version: programVersion,
    node: ctx.node,
    go: state.go?.version.text ?? null,
    platform: `${ctx.platform} ${ctx.arch}`,
    paths: pathsHere(ctx, state),
  };
  return {
    exit: 0,
    document,
    render: (view) => renderVersion(document, view),
  };
}

/** By what they are; files that are not there yet are named, for there they would be kept. */
function pathsHere(ctx: Context, { go, envFile }: Machine): Record<string, string> {
  const { join } = pathsOf(ctx);
  const installed = managedFilesThere(ctx).map(({ file }, at) => [`installed${at + 1}`, file]);
  const found: [string, string | null | undefined][] = [
    ["go", go?.path],
    ["goEnv", envFile.kind === "none" ? null : envFile.path],
    ["gorootEnv", go === null ? null : join(go.goroot, "go.env")],
    ["config", hasConfigFolder(ctx) ? join(configFolder(ctx), "config.json") : null],
    ["history", hasStateFolder(ctx) ? join(stateFolder(ctx), "history.jsonl") : null],
    ["state", hasStateFolder(ctx) ? stateFolder(ctx) : null],
    ["teamFile", findTeamFile(ctx)],
    ["netrc", ctx.home === null ? null : netrcFile(ctx)],
  ];
  const there = found.filter((one): one is [string, string] => typeof one[1] === "string");
  return Object.fromEntries([...there, ...installed]) as Record<string, string>;
}

/** `version` for a person: one line of versions, then a line for each place. */
export function renderVersion(
  { version: ours, node, go, platform, paths }: Version,
  view: View,
): string {
  const { paint, text } = view;
  const head = `goproxy-cfg ${ours} · ${go ?? text.output.noGo} · node ${node} · ${platform}`;
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
