import type { Env } from "../../contract.ts";
import { redactValue } from "../../go/text/redact.ts";
import { resolveOperands } from "../../mirrors/chain.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { chooseSumdb } from "../../mirrors/sumdb.ts";
import { tarballsFor } from "../../mirrors/tarballs.ts";
import { notOneOf } from "../../nearest.ts";
import { managedKeys } from "../../settings/keys.ts";
import { storedSettings } from "../../settings/stored.ts";
import { setByInstall } from "../../shells/managed/text.ts";
import { findFormat, printEnv, formatNames } from "../../shells/formats.ts";
import type { Machine } from "../../go/machine/layers.ts";
import type { Format } from "../../shells/language.ts";
import type { App, Outcome } from "../../app.ts";

/** `env`: the stored settings, or those of the named mirrors, in the syntax asked for; touches nothing. */
export async function env(app: App, mirrors: string[], options: { as?: string }): Promise<Outcome> {
  const { ctx, text } = app;
  const syntax = syntaxFor(app, options.as);
  const state = await app.go();
  const stored = storedSettings(ctx, state);
  const values: Env = mirrors.length === 0 ? stored : await chosen();
  const downloads = downloadsFor(syntax, values["GOPROXY"], state);
  if (ctx.stdout.isTTY && Object.values(values).some((value) => redactValue(value) !== value)) {
    app.tell(text.output.secretsShown);
  }
  const earlier = setByInstall(ctx);
  const unset = managedKeys.filter((key) => values[key] === undefined && earlier.has(key));
  return {
    exit: 0,
    document: values,
    unredacted: true,
    render: () => printEnv(syntax, [...Object.entries(values), ...downloads], unset),
  };

  async function chosen(): Promise<Env> {
    const { version, platform } = state;
    const resolved = resolveOperands(mirrors, {
      own: await readOwnMirrors(ctx),
      fallback: null,
      direct: true,
      version,
      platform,
    });
    const { change } = chooseSumdb({
      stored: stored["GOSUMDB"] ?? null,
      resolved,
      at: state,
    });
    const sumdb = change?.value ?? stored["GOSUMDB"];
    return { GOPROXY: resolved.value, ...(sumdb === undefined ? {} : { GOSUMDB: sumdb }) };
  }
}

/** Where a manager of toolchains takes Go from, beside a chain that is made for mainland China. */
function downloadsFor(
  { downloads }: Format,
  goproxy: string | undefined,
  { version, platform }: Machine,
): [string, string][] {
  if (downloads === undefined || goproxy === undefined) return [];
  const at = { own: [], fallback: null, direct: true, version, platform };
  const { chinese, targets } = resolveOperands([goproxy], at);
  return chinese ? [[downloads, tarballsFor(targets.map(({ url }) => url))]] : [];
}

/** Without --as: what `eval "$(goproxy-cfg env)"` understands; PowerShell on Windows. */
function syntaxFor({ ctx, flags }: App, name: string | undefined) {
  const wanted = name ?? (flags.json ? "json" : ctx.platform === "win32" ? "pwsh" : "sh");
  const syntax = findFormat(wanted);
  if (syntax === null) throw notOneOf("--as", wanted, formatNames);
  return syntax;
}
