import { type Note, note, type Unrecognised } from "../findings.ts";
import { type GoFailure, readErrors } from "../go/errors/failures.ts";
import { decodeLog } from "../go/errors/input/decode.ts";
import type { FailedModule } from "../go/errors/chain.ts";
import { redactGoWords, redactText, redactUrl } from "../go/text/redact.ts";
import { once } from "node:events";
import { type Context, pathsOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { readRegular, systemError } from "../regular-file.ts";

/** Why something could not be had, said once, whatever it broke. No secrets in it. */
export interface Cause {
  note: Note;
  /** What could not be had because of it, each once, in the order of the log. */
  modules: readonly FailedModule[];
  /** It is the setting of an editor for its own calls. */
  byEditor: boolean;
}

/**
 * The causes of go's failures in a log, in their order; where there is none, what the log is instead
 * (`log.unrecognised`). Linear in the length of the log.
 */
export function causesIn(log: Buffer | string): [Cause, ...Cause[]] {
  const text = typeof log === "string" ? log : decodeLog(log);
  const { failures, other } = readErrors(text);
  const [first, ...more] = grouped(failures, isOfEditor(text));
  if (first !== undefined) return [first, ...more];
  return [{ note: withoutSecrets(unrecognisedIn(text, other)), modules: [], byEditor: false }];
}

function isOfEditor(text: string): boolean {
  return /go\/packages\.Load|\bgopls\b|snapshot=\d/.test(text);
}

interface Group extends Cause {
  modules: FailedModule[];
  seen: Set<string>;
}

function grouped(failures: readonly GoFailure[], byEditor: boolean): Cause[] {
  const groups = new Map<string, Group>();
  let strange = 0;
  for (const failure of failures) {
    const found = withoutSecrets(failure.note ?? notUnderstood(failure));
    if (found.code === "log.not-understood" && ++strange > mostStrange) continue;
    const identity = identityOf(found);
    const group = groups.get(identity) ?? { note: found, modules: [], seen: new Set(), byEditor };
    groups.set(identity, group);
    const { module } = failure;
    const name = module === null ? "" : `${module.path}@${module.version ?? ""}`;
    if (module === null || group.seen.has(name)) continue;
    group.seen.add(name);
    group.modules.push(module);
  }
  return [...groups.values()].map(({ seen: _seen, ...cause }) => cause);
}

/** More lines that nobody understands help nobody. */
const mostStrange = 5;

function notUnderstood({ said }: GoFailure): Note {
  const words = said.length > 600 ? `${said.slice(0, 600)} …` : said;
  return note("log.not-understood", "warning", { said: words });
}

/** Equal for what has one cause: the mirror and what it did, not the module, nor the second of a clock. */
function identityOf({ code, args }: Note): string {
  const {
    url,
    now: _now,
    module: _module,
    got: _got,
    wanted: _wanted,
    recorded: _recorded,
    ...rest
  } = args as Record<string, unknown>;
  const isMirror = code.startsWith("net.") || code.startsWith("sumdb.");
  const at = isMirror && typeof url === "string" ? placeOf(url) : url;
  return JSON.stringify([code, at, rest]);
}

/** The mirror, or the database, that an address of it belongs to. */
export function placeOf(url: string): string {
  const [, base = "", path = ""] = /^([a-z]+:\/\/[^/?#]*)([^?#]*)/.exec(url) ?? [];
  const database = /^(.*?)\/sumdb\//.exec(path);
  if (database !== null) return base + database[1];
  if (!path.includes("/@")) return base;
  const elements = path.split("/");
  const first = elements.findIndex((element) => element.includes("."));
  return base + elements.slice(0, Math.max(first, 1)).join("/");
}

/** Every argument without passwords, tokens and signatures; go's own words more carefully than the rest. */
function withoutSecrets(found: Note): Note {
  const args = Object.fromEntries(
    Object.entries(found.args).map(([name, value]) => {
      if (typeof value !== "string") return [name, value];
      if (name === "host") return [name, redactText(value.slice(value.lastIndexOf("@") + 1))];
      if (name === "url" || name === "to" || name === "entry") return [name, redactUrl(value)];
      return [name, redactGoWords(value)];
    }),
  );
  return { ...found, args } as Note;
}

/** What a log is that has no failure of a download in it; `other`: what go says instead. */
function unrecognisedIn(text: string, other: string | null): Note {
  const why = whyOf(text);
  if (why !== "nothing" || other === null)
    return note("log.unrecognised", "warning", { why, said: "" });
  return note("log.unrecognised", "warning", { why: "other", said: other.slice(0, 300) });
}

function whyOf(text: string): Unrecognised {
  if (text.trim() === "") return "empty";
  const end = text.slice(-20_000);
  if (/NativeCommandExitException|ended with non-zero exit code/.test(end))
    return "powershell-exit";
  const stopped = /NativeCommandError/.test(end) && /go: (?:downloading|finding) \S+/.test(end);
  return stopped ? "powershell-stopped" : "nothing";
}

/**
 * The bytes of the log that `--log` names: a file, a pipe (`<(go build 2>&1)`), or `-` for standard input. A pipe is waited for
 * as long as its writer likes, but Ctrl-C ends that. Throws Failure `unreadable-log`: absent, a device, too large.
 */
export async function readLog(ctx: Context, name: string, limit = largestLog): Promise<Buffer> {
  const file = name === "-" ? name : pathsOf(ctx).resolve(ctx.cwd, name);
  try {
    const isStream = file === "-" || ctx.fs.statSync(file).isFIFO();
    if (isStream) return await readStream(ctx, file, limit);
    const bytes = readRegular(ctx, file, limit);
    if (bytes === null) throw systemError("ENOENT", "no such file");
    return bytes;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = { EINVAL: "not a regular file", EFBIG: "too large" }[code ?? ""];
    throw new Failure("unreadable-log", { file: name, reason: reason ?? code ?? String(error) });
  }
}

/** Bytes. */
const largestLog = 64 * 1024 * 1024;

async function readStream(ctx: Context, file: string, limit: number): Promise<Buffer> {
  const from = file === "-" ? { fd: 0, autoClose: false } : {};
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const stream = ctx.fs.createReadStream(file, from);
    // Taken as they are read: what an iterator holds back is lost where the next read fails.
    stream.on("data", (chunk) => {
      size += chunk.length;
      chunks.push(Buffer.from(chunk));
      if (size > limit) stream.destroy(systemError("EFBIG", "too large"));
    });
    try {
      await once(stream, "end");
      return Buffer.concat(chunks);
    } catch (error) {
      // Another process made the pipe a non-blocking one, and its writer has nothing yet.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      await ctx.sleep(20);
    }
  }
}
