import type { View, App, Outcome } from "../app.ts";
import type { ErrorDocument, Finding, Probe } from "../contract.ts";
import type { Failure } from "../failure.ts";
import { type Context, variable } from "../context.ts";
import { mayHoldSecrets, redactDocument, redactText } from "../go/text/redact.ts";
import { painted, paintFor, visible } from "./paint.ts";
import { signOf, withShortPaths } from "./document.ts";
import { table, wrap, withWidths } from "./layout.ts";

/** What of the program can be seen. */
type Shown = Pick<App, "ctx" | "flags" | "text">;

/** The document on stdout, as JSON or for a person; after it warnings on stderr, which may be the same terminal. */
export async function printOutcome(app: Shown, outcome: Outcome): Promise<void> {
  const { ctx, flags } = app;
  if (flags.json) {
    const stream = outcome.toStderr === true ? ctx.stderr : ctx.stdout;
    await stream.write(`${json(outcome.document, outcome.unredacted === true)}\n`);
    return;
  }
  if (flags.quiet && outcome.exit === 0 && outcome.unredacted !== true) return;
  const view = await viewOn(app, "stdout");
  const lines = await withWidths(() => outcome.render(view));
  const shown = shownBy(ctx);
  if (lines !== "") await ctx.stdout.write(outcome.unredacted ? painted(lines) : shown(lines));
  if (outcome.remarks !== undefined && outcome.remarks.length > 0) {
    const onErr = await viewOn(app, "stderr");
    const said = outcome.remarks;
    const told = await withWidths(() => said.map((finding) => remark(onErr, finding)));
    ctx.stderr.write(told.map(shown).join(""));
  }
}

/** What a verb would do, on stderr, before it is asked for consent. */
export async function printPlan(app: Shown, outcome: Outcome): Promise<void> {
  const view = await viewOn(app, "stderr");
  const lines = await withWidths(() => outcome.render({ ...view, asks: true }));
  app.ctx.stderr.write(shownBy(app.ctx)(lines));
}

/** The error document on stderr, as JSON or for a person. */
export async function printFailure(app: Shown, failure: Failure): Promise<void> {
  const { ctx, flags, text } = app;
  const say = (await text.errors())[failure.kind] as (args: unknown) => {
    message: string;
    hint: string | null;
  };
  const { message, hint } = say(onOneLine(failure.args));
  if (flags.json) {
    const document: ErrorDocument = {
      schemaVersion: 1,
      error: { code: failure.code, message, hint },
    };
    const details = detailsOf(failure, message);
    if (details !== undefined) document.error.details = details;
    ctx.stderr.write(`${json(document, false)}\n`);
    return;
  }
  const onErr = await viewOn(app, "stderr");
  const { paint } = onErr;
  const lines = [`${paint.red("✖")} ${await withWidths(() => broken(onErr, message))}`];
  if (isProbes(failure.details)) {
    const rows = failure.details.map((probe) => [
      `  ${probe.id}`,
      `${probe.url}  ${probe.message ?? ""}`,
    ]);
    lines.push(...(await withWidths(() => table(rows, onErr.columns))));
  }
  if (hint !== null) lines.push(`  ${hint}`);
  if (flags.debug && failure.stack !== undefined) lines.push(paint.dim(failure.stack));
  ctx.stderr.write(shownBy(ctx)(lines.join("\n")));
}

/** A name out of a file of somebody else's shall not begin lines of its own among ours; a program's words may. */
const onOneLine = (args: unknown): unknown =>
  JSON.parse(JSON.stringify(args), (name, one: unknown) =>
    typeof one === "string" && name !== "reason" ? one.split(/[\r\n]+/).join(" ") : one,
  );

/** What the contract promises beside the words: what could not be written and why, or where the file is wrong. */
function detailsOf({ code, details, args }: Failure, message: string): unknown {
  if (details !== undefined) return details;
  const { file, home, stream, line, reason } = args as Partial<Record<string, string | number>>;
  const where = file ?? home ?? stream ?? null;
  if (code === "write-failed") return { file: where, reason: reason ?? message };
  return code === "config-invalid" ? { file: where, line: line ?? null } : undefined;
}

async function viewOn({ ctx, flags, text }: Shown, stream: "stdout" | "stderr"): Promise<View> {
  const paint = await paintFor(ctx, ctx[stream], flags.color);
  return { text, paint, columns: ctx[stream].columns, home: ctx.home };
}

function remark(onErr: View, { severity, message }: Finding): string {
  return `${signOf(onErr, severity)} ${broken(onErr, withShortPaths(onErr, message))}`;
}

/** A sentence behind a sign, broken between words where the terminal would break it within one. */
function broken({ columns }: View, sentence: string): string {
  if (columns <= 0 || sentence.includes("\n")) return sentence;
  return wrap(sentence, columns - 2).join("\n  ");
}

/** Lines as they may be written: no passwords, and no codes but our own. */
const shownBy =
  (ctx: Context) =>
  (lines: string): string =>
    `${asStarted(ctx, visible(redactText(lines)))}\n`;

function json(document: object, whole: boolean): string {
  const text = JSON.stringify(document, undefined, 2);
  // Of a long document each value would be looked at for nothing.
  return visible(
    whole || !mayHoldSecrets(text) ? text : JSON.stringify(redactDocument(document), undefined, 2),
  );
}

function isProbes(details: unknown): details is Probe[] {
  return (
    Array.isArray(details) &&
    details.every((item) => typeof item === "object" && item !== null && "url" in item)
  );
}

/**
 * How the user starts this program, so that a command that is shown works when it is pasted: npx says so by
 * npm_command, the scripts of a checkout by GOPROXY_CFG_STARTED, which holds the script.
 */
export function startedAs(ctx: Context): string {
  const script = variable(ctx, "GOPROXY_CFG_STARTED");
  // A word that a shell takes for more than a path is not shown.
  if (script !== undefined && /^[\w./-]+$/.test(script)) return `sh ${script}`;
  return variable(ctx, "npm_command") === "exec" ? `npx ${program}` : program;
}

const program = "goproxy-cfg";

/** The lines with their commands in the form in which the user starts this program. */
export function asStarted(ctx: Context, lines: string): string {
  const started = startedAs(ctx);
  if (started === program) return lines;
  return lines.replaceAll(outsideOfFiles, (line) => line.replaceAll(command, `${started} `));
}

/** A line that is not one of a file, as a dry run shows those that come and go. */
const outsideOfFiles = /^(?!(?:\x1b\[\d+m)? {2}[-+] ).*$/gm;

/** The program where words follow that are its own; not the path of a folder of this name. */
const command = /(?<![\w./~@-]|npx |sh )goproxy-cfg (?=[a-z<-])/g;
