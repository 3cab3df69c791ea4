import type { View } from "../../app.ts";
import type { Why, WhyAll } from "../../contract.ts";
import { shadowLines, walk } from "../../term/document.ts";
import { indented, table } from "../../term/layout.ts";

/** `why` for a person: private or not and because of what, whom go asks in what order, who verifies. */
export function renderWhy(document: Why, view: View, leaks: ReadonlySet<string>): string {
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
    ...indented("  ", reason, view.columns),
    ...(leaks.size === 0 ? [] : [`  ${paint.yellow("!")} ${paint.yellow(why.looksPrivate)}`]),
    ...(outcome === undefined ? walk(route, view) : answers(route, view)),
    ...indented("  ", verdict(checksum, view), view.columns),
    ...(outcome === undefined ? [] : [end(outcome, view)]),
    ...shadowedBy.flatMap((shadow) => shadowLines(shadow, view)),
    ...(outcome?.next === undefined ? privateCommand(leaks, view) : []),
  ].join("\n");
}

/** The command that keeps the names of these modules to the user's own machines. */
function privateCommand(leaks: ReadonlySet<string>, { paint, text }: View): string[] {
  const hosts = [...new Set([...leaks].map((module) => module.split("/", 1)[0]!))];
  if (hosts.length === 0) return [];
  return [text.why.next(paint.bold(`goproxy-cfg private add ${hosts.join(" ")}`))];
}

/** The walk, with what each of them answered below it. */
function answers(route: Why["route"], view: View): string[] {
  const { paint, text } = view;
  const [head = "", ...lines] = walk(route, view);
  const failed = ({ message = "", code = "" }: { message?: string; code?: string }) =>
    `${paint.red("✖")} ${message} ${paint.dim(code)}`;
  return [
    head,
    ...lines.flatMap((line, at) => {
      const answer = route[at]?.answer;
      if (answer === undefined) return [line];
      return answer.ok
        ? [line, `       ${paint.green("✔")} ${text.why.answered(answer.ms)}`]
        : [line, ...indented("       ", failed(answer), view.columns)];
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

/** All modules of a go.mod, grouped by the way they take; marked is what looks private, and is asked at proxies. */
export function renderWhyAll(
  { modules, shadowedBy = [] }: WhyAll,
  view: View,
  leaks: ReadonlySet<string>,
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
    .concat(
      shadowedBy.flatMap((shadow) => shadowLines(shadow, view)),
      privateCommand(leaks, view),
    )
    .join("\n");

  function row(one: Why, { paint: p }: View): string[] {
    const isLeaking = leaks.has(one.module);
    return [
      isLeaking ? p.yellow("!") : " ",
      one.module,
      one.version ?? "",
      isLeaking ? p.yellow(text.why.looksPrivate) : p.dim(one.private.pattern ?? ""),
    ];
  }
}

function heading(one: Why | undefined, { text }: View): string {
  const { group } = text.why;
  const first = one?.route[0]?.kind;
  return first === "url" ? group.proxies : first === "direct" ? group.direct : group.off;
}
