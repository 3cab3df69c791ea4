import type { Conformance } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import { redactUrl } from "../../go/text/redact.ts";
import { conformanceOf } from "../../mirrors/conformance/conformance.ts";
import { type ChainOptions, resolveOperands } from "../../mirrors/chain.ts";
import type { ModuleVersion } from "../../mirrors/probe-result.ts";
import type { App, Outcome, View } from "../../app.ts";
import { whileShown } from "../progress.ts";
import type { ConformanceText } from "../../text/shape.ts";
import { signOf } from "../../term/document.ts";

/**
 * `test --conformance URL`: goes through the module proxy protocol point by point. Exit code 1 where go would fail, or
 * take wrong bytes. Throws Failure `mirror-url` for what is no proxy over http, and what resolveOperands throws.
 */
export async function conformance(
  app: App,
  operand: string,
  {
    module,
    timeoutMs,
    chain,
  }: { module: ModuleVersion | null; timeoutMs: number; chain: ChainOptions },
): Promise<Outcome> {
  const { ctx, text } = app;
  const [target, ...more] = resolveOperands([operand], { ...chain, direct: false }).targets;
  if (target === undefined || more.length > 0) {
    throw new Failure("mirror-url", { url: redactUrl(operand), reason: null, corrected: null });
  }
  const words = await text.conformance();
  let told = "";
  const watch = (done: number, all: number) => void (told = words.progress(done, all));
  const asked = conformanceOf(ctx, target.url, { module, timeoutMs, watch });
  const verdicts = await whileShown(app, () => [told], asked);
  if (verdicts === null)
    throw new Failure("mirror-url", { url: redactUrl(target.url), reason: null, corrected: null });
  const points = [...verdicts].map(([id, { status, seen, ms }]) => {
    const { expected, goDoes } = words.points[id];
    const isFine = status === "ok" || status === "skipped";
    return { id, status, ms, expected, seen, goDoes: isFine ? null : goDoes };
  });
  const count = (wanted: (typeof points)[number]["status"]) =>
    points.filter(({ status }) => status === wanted).length;
  const summary = {
    ok: count("ok"),
    error: count("error"),
    warning: count("warning"),
    info: count("info"),
    skipped: count("skipped"),
  };
  const ok = summary.error === 0;
  const document: Conformance = {
    schemaVersion: 1,
    url: redactUrl(target.url),
    ok,
    summary,
    points,
  };
  return {
    exit: ok ? 0 : 1,
    document,
    render: (view) => renderConformance(document, words, view),
  };
}

/** What is not as it should be, the worst first, each with what go does; then the rest in a line. */
export function renderConformance(
  { points, summary, url }: Conformance,
  words: ConformanceText,
  view: View,
): string {
  const { paint } = view;
  const order = ["error", "warning", "info"] as const;
  const failed = order.flatMap((level) =>
    points
      .filter(({ status }) => status === level)
      .flatMap(({ id, expected, seen, goDoes }) => [
        `${signOf(view, level)} ${paint.bold(id)}  ${words.seen(seen)}`,
        `  ${paint.dim(words.expected(expected))}`,
        `  ${goDoes ?? ""}`,
      ]),
  );
  const skipped = points.filter(({ status }) => status === "skipped").map(({ id }) => id);
  return [
    paint.bold(url),
    ...failed,
    ...(summary.ok > 0 ? [paint.green(`✔ ${words.passed(summary.ok)}`)] : []),
    ...(skipped.length > 0 ? [paint.dim(`· ${words.skipped(skipped)}`)] : []),
    words.verdict(summary),
  ].join("\n");
}
