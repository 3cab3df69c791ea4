import { canonicalUrl } from "../../catalog/lookup.ts";
import { pathsOf } from "../../context.ts";
import type { Env } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import { redactValue } from "../../go/text/redact.ts";
import { resolveOperands, usualOptions } from "../../mirrors/chain.ts";
import { expectPossible } from "../../mirrors/possible.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { chooseSumdb } from "../../mirrors/sumdb.ts";
import { notOneOf } from "../../nearest.ts";
import { managedKeys, storedSettings } from "../../settings/effective.ts";
import { inGitBash } from "../../shells/detect.ts";
import { setByInstall } from "../../shells/managed/files.ts";
import { findFormat, printEnv, formatNames } from "../../shells/formats.ts";
import type { Machine } from "../../go/machine/layers.ts";
import type { Assignment, Format } from "../../shells/language.ts";
import type { App, Outcome } from "../../app.ts";

/** A mirror of https://dl.google.com/go, from which toolchain managers take Go itself. */
interface TarballMirror {
  /** Folder of `go1.26.8.linux-amd64.tar.gz` and its like. */
  url: string;
  /** The module proxy of the same operator. */
  beside: string | null;
  /** The day (ISO) on which it was seen to serve a release. */
  verifiedOn: string;
}

/**
 * Mirrors of Go's own releases in mainland China, the one to choose first in front. golang.google.cn/dl and the folder
 * of USTC only redirect to dl.google.com; those of TUNA, BFSU, Huawei Cloud and Tencent are gone.
 */
const tarballMirrors: readonly TarballMirror[] = [
  {
    url: "https://mirrors.aliyun.com/golang",
    beside: "https://mirrors.aliyun.com/goproxy",
    verifiedOn: "2026-09-17",
  },
  {
    url: "https://mirrors.nju.edu.cn/golang",
    beside: "https://repo.nju.edu.cn/repository/go",
    verifiedOn: "2026-09-17",
  },
  { url: "https://mirrors.hust.edu.cn/golang", beside: null, verifiedOn: "2026-09-17" },
];

/**
 * Where a toolchain manager takes Go from, for a chain that is made for mainland China: the mirror of an operator that
 * is in the chain, else the first one.
 */
export function tarballsFor(proxies: readonly string[]): string {
  const asked = new Set(proxies.map(canonicalUrl));
  const same = tarballMirrors.find(({ beside }) => beside !== null && asked.has(beside));
  return (same ?? tarballMirrors[0]!).url;
}

export interface EnvOptions {
  as?: string;
  /** A settings file that they are written into. */
  into?: string;
}

/** `env`: the stored settings, or those of the named mirrors, in the syntax asked for; touches nothing but `--into`. */
export async function env(app: App, mirrors: string[], options: EnvOptions): Promise<Outcome> {
  const { ctx, text } = app;
  const syntax = syntaxFor(app, options.as);
  if (options.into !== undefined && syntax.name !== "vscode") {
    throw new Failure("into-what", { syntax: options.as ?? syntax.name });
  }
  const state = await app.go();
  const stored = storedSettings(ctx, state);
  const values = mirrors.length === 0 ? stored : await settingsOf(app, state, mirrors, stored);
  const set = Object.entries(values);
  if (options.into !== undefined) {
    if (set.length === 0) throw new Failure("nothing-set", { into: options.into });
    return writeInto(app, state, options.into, set);
  }
  if (ctx.stdout.isTTY && set.some(([, value]) => redactValue(value) !== value)) {
    app.tell(text.output.secretsShown);
  }
  if (syntax.name === "cmd" && set.some(([, value]) => /[^ -~]/.test(value))) {
    app.tell(text.output.codePage);
  }
  const earlier = setByInstall(ctx);
  const unset = managedKeys.filter((key) => values[key] === undefined && earlier.has(key));
  const downloads = downloadsFor(syntax, values["GOPROXY"], state);
  return {
    exit: 0,
    document: values,
    unredacted: true,
    render: () => printedLines(syntax, [...set, ...downloads], unset),
  };
}

/**
 * For a language of a shell with a first line that does nothing: what reads it may refuse to be given nothing, as
 * PowerShell's Invoke-Expression does; and in the characters that every console passes on, where it has a way to write others.
 */
function printedLines(
  syntax: Format,
  set: readonly Assignment[],
  unset: readonly string[],
): string {
  if ("print" in syntax || syntax.comment === undefined) return printEnv(syntax, set, unset);
  const ascii = { ...syntax, quote: syntax.quoteAscii ?? syntax.quote };
  return `${syntax.comment("goproxy-cfg env")}\n${printEnv(ascii, set, unset)}`;
}

/** The settings that `use` would make of these mirrors, without asking them. */
async function settingsOf(
  { ctx }: App,
  state: Machine,
  mirrors: readonly string[],
  stored: Readonly<Record<string, string>>,
): Promise<Env> {
  const own = await readOwnMirrors(ctx);
  const asked = mirrors.find((name) => findFormat(name) && own.every((one) => one.name !== name));
  if (asked !== undefined)
    throw new Failure("unknown-mirror", {
      name: asked,
      suggestion: `goproxy-cfg env --as ${asked}`,
    });
  const options = usualOptions(state, own);
  const resolved = resolveOperands(mirrors, options);
  expectPossible(resolved.value, resolved.notes, options);
  const { change } = chooseSumdb({ stored: stored["GOSUMDB"] ?? null, resolved, at: state });
  const sumdb = change?.value ?? stored["GOSUMDB"];
  return { GOPROXY: resolved.value, ...(sumdb === undefined ? {} : { GOSUMDB: sumdb }) };
}

/** `--into`: the settings of an editor get them, by the one plan that undo takes back. */
async function writeInto(
  app: App,
  state: Machine,
  name: string,
  set: readonly (readonly [key: string, value: string])[],
): Promise<Outcome> {
  const { ctx, flags } = app;
  const [{ apply }, { readBytes }, { changedOutcome }, editor] = await Promise.all([
    import("../../changes/apply.ts"),
    import("../../changes/files.ts"),
    import("../write/changed.ts"),
    import("../../settings/editor.ts"),
  ]);
  const file = pathsOf(ctx).resolve(ctx.cwd, name);
  const target = "user-config" as const;
  const plan = () => {
    const before = readBytes(ctx, file);
    const text = before?.toString() ?? "";
    const known = new Map(editor.settingsIn(text).map(({ key, value }) => [key, value]));
    const changes = set.map(([key, value]) => {
      return { target, file, key, before: known.get(key) ?? null, after: value };
    });
    const after = Buffer.from(editor.withEditorSettings(file, text, set));
    return { changes, edits: [{ target, file, before, after }] };
  };
  const applied = await apply(ctx, state, "env", plan, flags);
  return changedOutcome(app, state, { applied, wanted: {} });
}

/** Where a manager of toolchains takes Go from, beside a chain that is made for mainland China. */
function downloadsFor(
  { downloads }: Format,
  goproxy: string | undefined,
  at: Machine,
): [string, string][] {
  if (downloads === undefined || goproxy === undefined) return [];
  const { chinese, targets } = resolveOperands([goproxy], usualOptions(at, []));
  return chinese ? [[downloads, tarballsFor(targets.map(({ url }) => url))]] : [];
}

/** Without --as: what `eval "$(goproxy-cfg env)"` understands; on Windows PowerShell, but for Git Bash. */
function syntaxFor({ ctx, flags }: App, name: string | undefined) {
  const windows = inGitBash(ctx) ? "sh" : "pwsh";
  const wanted = name ?? (flags.json ? "json" : ctx.platform === "win32" ? windows : "sh");
  const syntax = findFormat(wanted);
  if (syntax === null) throw notOneOf("--as", wanted, formatNames);
  return syntax;
}
