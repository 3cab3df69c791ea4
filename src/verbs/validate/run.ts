import type { Judged, Validate } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import { advise } from "../../advice/advise.ts";
import { assignmentsIn } from "../../go/text/pasted.ts";
import { misplaced } from "../../advice/value-remarks.ts";
import { insteadOf } from "../../advice/words.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { example } from "../../go/patterns/example.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { judgedKeys, type JudgedKey } from "../../go/values/judge.ts";
import { redactSetting, redactValue } from "../../go/text/redact.ts";
import { nearest } from "../../nearest.ts";
import { isFolder } from "../../regular-file.ts";
import { type App, type Outcome, wording, type View } from "../../app.ts";
import { correctedLine, walk } from "../../term/document.ts";
import { table } from "../../term/layout.ts";

/** `validate KEY=VALUE…`: judges values as the go at hand does, with warnings for what it swallows. */
export async function validate(
  app: App,
  operands: string[],
  options: { strict?: boolean } = {},
): Promise<Outcome> {
  const { ctx, text } = app;
  const wanted = given(operands).flatMap(assignments);
  const state = await app.go();
  const at = {
    version: state.version,
    platform: state.platform,
    isFolder: (path: string) => isFolder(ctx, path),
    goproxy: state.layers.resolve("GOPROXY").value,
    own: await readOwnMirrors(ctx).catch(() => []),
  };
  const say = await wording(text);
  let isWarned = false;
  const values = wanted.map(({ key, value }): Judged => {
    const { valid, message, panics, entries, warnings } = advise(key, value, at);
    return {
      key,
      value: redactSetting(key, value),
      valid,
      message: panics ? text.output.goPanics : message,
      ...(entries === undefined
        ? {}
        : {
            entries: entries.map(({ kind, url, onFailure }) =>
              kind === "url" ? { kind, url: redactValue(url), onFailure } : { kind, onFailure },
            ),
          }),
      warnings: warnings.map((note) => {
        isWarned ||= note.severity !== "info";
        const { code, message: words } = say(note);
        const { corrected } = note;
        const shown = corrected && {
          key: corrected.key,
          value: redactSetting(corrected.key, corrected.value),
        };
        return { code, message: words, ...(shown === undefined ? {} : { corrected: shown }) };
      }),
    };
  });
  const document: Validate = { schemaVersion: 1, ok: values.every(({ valid }) => valid), values };
  return {
    exit: document.ok && !(options.strict && isWarned) ? 0 : 1,
    document,
    render: (view) => renderValidate(document, view, wanted.map(patternsOf)),
  };
}

/** What a word that is no pattern matches. */
const nothing = { matches: "", doesNotMatch: "" };

/** Nobody reads more. */
const most = 20;

/** What each pattern of a list matches, passwords hidden; null for other values. */
function patternsOf({ key, value }: { key: JudgedKey; value: string }): Explained | null {
  if (!/^GO(?:PRIVATE|NOPROXY|NOSUMDB|INSECURE)$/.test(key)) return null;
  const all = splitPatterns(value);
  return {
    patterns: all.slice(0, most).map((pattern) => ({
      pattern: redactValue(pattern),
      ...(misplaced(key, pattern) === null ? example(pattern) : nothing),
    })),
    more: Math.max(0, all.length - most),
  };
}

/** A list that the blanks of a shell have cut (`GOPROXY=a, direct`), and a line given word by word, as they were. */
function given(operands: readonly string[]): string[] {
  const found: string[] = [];
  for (const operand of operands) {
    const last = found.at(-1);
    const isBehind =
      last !== undefined &&
      (/[,|]$/.test(last) || /^(?:export|set|setx|ENV|setenv)(?:\s+GO[A-Z0-9]+)?$/i.test(last));
    if (isBehind && (!/^GO[A-Z0-9]*=/.test(operand) || !last.includes("="))) {
      found[found.length - 1] = `${last} ${operand}`;
    } else found.push(operand);
  }
  return found;
}

/** `K=V` is judged as it is; of a line of a script or a file, the settings in it. */
function assignments(operand: string): { key: JudgedKey; value: string }[] {
  const plain = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(operand);
  const found = plain === null ? assignmentsIn(operand) : [{ key: plain[1]!, value: plain[2]! }];
  if (found.length === 0) throw new Failure("not-an-assignment", { operand });
  const judged = found.flatMap(({ key: name, value }) => {
    const key = judgedKeys.find((known) => known === name);
    return key === undefined ? [] : [{ key, value }];
  });
  const stranger = found.find(({ key }) => insteadOf(key) !== null) ?? found[0]!;
  if (judged.length > 0 && insteadOf(stranger.key) === null) return judged;
  const isFlag = stranger.key === "GOFLAGS" && /(?:^|\s)["']?--?insecure\b/.test(stranger.value);
  throw new Failure("unknown-key", {
    key: isFlag ? "-insecure" : stranger.key,
    // The variables of a proxy for web traffic are no slips of the pen.
    suggestion: /^(?:NO|HTTPS?|ALL)_PROXY$/i.test(stranger.key)
      ? null
      : nearest(stranger.key.toUpperCase(), judgedKeys),
    instead: isFlag ? "GOINSECURE" : insteadOf(stranger.key),
    known: judgedKeys.join(" "),
  });
}

/** What the first patterns of a list match, and how many more there are. */
export interface Explained {
  patterns: readonly { pattern: string; matches: string; doesNotMatch: string }[];
  more: number;
}

/**
 * `validate` for a person: the verdict in go's words, the walk that go takes, the warnings. `explained`: for
 * each value that is a list of patterns, what they match.
 */
export function renderValidate(
  { values }: Validate,
  view: View,
  explained: readonly (Explained | null)[] = [],
): string {
  return values
    .flatMap((judged, at) => [...lines(judged, view), ...examples(explained[at], view)])
    .join("\n");
}

/** A line for each pattern: a path that it matches and a near one that it does not. */
function examples(explained: Explained | null | undefined, { paint, text }: View): string[] {
  if (!explained) return [];
  const { matches: hit, matchesNothing, doesNotMatch: miss, more } = text.private;
  const rows = explained.patterns.map(({ pattern, matches, doesNotMatch }) => [
    `    ${paint.bold(pattern)}`,
    matches === "" ? paint.red(`✖ ${matchesNothing}`) : paint.green(`✔ ${hit} ${matches}`),
    matches === "" || doesNotMatch === "" ? "" : paint.dim(`✖ ${miss} ${doesNotMatch}`),
  ]);
  return [...table(rows), ...(explained.more > 0 ? [`    ${more(explained.more)}`] : [])];
}

function lines(judged: Judged, view: View): string[] {
  const { paint, text } = view;
  const { output } = text;
  const sign = judged.valid ? paint.green("✔") : paint.red("✖");
  const verdict = judged.valid ? output.valid : output.invalid(judged.message ?? "");
  return [
    `${sign} ${judged.key}=${judged.value}  ${verdict}`,
    ...(judged.entries === undefined || !judged.valid ? [] : walk(judged.entries, view)),
    ...judged.warnings.flatMap((warning) => [
      `  ${paint.yellow("!")} ${warning.message}`,
      ...correctedLine(warning),
    ]),
  ];
}
