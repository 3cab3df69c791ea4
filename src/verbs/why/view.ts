import type { View } from "../../app.ts";
import type { Why, WhyAll } from "../../contract.ts";
import { shadowLines, walk } from "../../term/document.ts";
import { table } from "../../term/layout.ts";

/** `why` for a person: private or not and because of what, whom go asks in what order, who verifies. */
export function renderWhy(document: Why, view: View): string {
  const { paint, text } = view;
  const { why } = text;
  const { module, version, private: secret, route, checksum, outcome, shadowedBy = [] } = document;
  const name = version === null ? module : `${module}@${version}`;
  if (outcome?.error === "proxy.invalid") {
    return `${paint.bold(name)}\n  ${paint.red("✖")} ${why.invalid}`;
  }
  const reason =
    secret.pattern === null || secret.key === null
      ? why.notPrivate
      : why.privateBy(secret.pattern, secret.key);
  return [
    paint.bold(name),
    `  ${reason}`,
    ...(outcome === undefined ? walk(route, view) : answers(route, view)),
    `  ${verdict(checksum, view)}`,
    ...(outcome === undefined ? [] : [end(outcome, view)]),
    ...shadowedBy.flatMap((shadow) => shadowLines(shadow, view)),
  ].join("\n");
}

/** The walk, with what each of them answered below it. */
function answers(route: Why["route"], view: View): string[] {
  const { paint, text } = view;
  const [head = "", ...lines] = walk(route, view);
  return [
    head,
    ...lines.flatMap((line, at) => {
      const answer = route[at]?.answer;
      if (answer === undefined) return [line];
      return answer.ok
        ? [line, `       ${paint.green("✔")} ${text.why.answered(answer.ms)}`]
        : [
            line,
            `       ${paint.red("✖")} ${answer.message ?? ""} ${paint.dim(answer.code ?? "")}`,
          ];
    }),
  ];
}

/** What go would end with. */
function end({ ok, servedBy, error, next }: NonNullable<Why["outcome"]>, view: View): string {
  const { paint, text } = view;
  if (ok) return `${paint.green("✔")} ${text.why.served(servedBy ?? "")}`;
  const words = error === "net.timeout" ? text.why.hangs : text.why.failed(error ?? "");
  const lines = [`${paint.red("✖")} ${words}`];
  if (next !== undefined) lines.push(text.why.next(paint.bold(next)));
  return lines.join("\n");
}

function verdict({ verified, by, reason }: Why["checksum"], { text }: View): string {
  return verified && by !== null ? text.why.verifiedBy(by, reason) : text.why.notVerified(reason);
}

/**
 * All modules of a go.mod, grouped by the way they take; marked is what looks private, as `looksPrivate` knows, and is
 * asked at proxies.
 */
export function renderWhyAll(
  { modules, shadowedBy = [] }: WhyAll,
  view: View,
  looksPrivate: (module: string) => boolean,
): string {
  const { paint, text } = view;
  const groups = new Map<string, Why[]>();
  for (const one of modules) {
    const way = one.route.map(({ kind, url }) => url ?? kind).join(" → ");
    const members = groups.get(way) ?? [];
    members.push(one);
    groups.set(way, members);
  }
  return [...groups]
    .flatMap(([way, members]) => [
      `${paint.bold(heading(members[0], view))}  ${paint.dim(way)}`,
      ...table(members.map((one) => row(one, view))).map((line) => `  ${line}`),
    ])
    .concat(shadowedBy.flatMap((shadow) => shadowLines(shadow, view)))
    .join("\n");

  function row(one: Why, { paint: p }: View): string[] {
    const leaks = !one.private.matched && one.route[0]?.kind === "url" && looksPrivate(one.module);
    return [
      leaks ? p.yellow("!") : " ",
      one.module,
      one.version ?? "",
      leaks ? p.yellow(text.why.looksPrivate) : p.dim(one.private.pattern ?? ""),
    ];
  }
}

function heading(one: Why | undefined, { text }: View): string {
  const { group } = text.why;
  const first = one?.route[0]?.kind;
  return first === "url" ? group.proxies : first === "direct" ? group.direct : group.off;
}
