import { type Answer, type Asked, type RouteOutcome, walk } from "../../src/go/route/walk.ts";
import type { At } from "../../src/go/values/goproxy.ts";
import { type RouteSettings, route } from "../../src/go/route/route.ts";
import { parseGoVersion } from "../../src/go/version.ts";
import { noCertificates } from "./lab/certificates.ts";
import { type Lab, startLab } from "./lab/lab.ts";
import { type Sumdb, startSumdb } from "./lab/sumdb.ts";
import { type Direct, startDirect } from "./direct.ts";
import { answersOf } from "./fault-answers.ts";
import type { Found } from "./found.ts";
import { type Download, type Go, goDownload } from "./go.ts";

/**
 * One download: entries of GOPROXY, each the faults of a mirror (`zip-404`, `ok`, `a+b`), `direct`, `off`,
 * `refused` or `file`, with the separators between them; `^` repeats the entry before.
 */
export interface Row {
  chain: string;
  module?: string;
  /** The lists of patterns, or other values than the row makes of its chain. */
  settings?: Partial<RouteSettings>;
  /** The lab's database: over the proxies, or at a mirror of its own with these faults. */
  database?: "proxies" | { faults: string };
  /** `direct` finds the module. */
  direct?: boolean;
  tls?: boolean;
}

export interface Setup {
  settings: RouteSettings;
  answers: Record<string, Partial<Record<Asked, Answer>>>;
  /** Marks the mirrors of this row in the log of the lab. */
  tag: string;
}

/** Mirrors, a checksum database and a world for `direct`, in which downloads are predicted and then done. */
export interface Stage {
  sumdb: Found<Sumdb>;
  lab: Lab;
  direct: Direct;
  setUp(row: Row): Setup;
  /** Does the rows for real, some side by side, and returns those that the prediction got wrong. */
  wrong(table: readonly Row[], go: Go, sideBySide?: number): Promise<unknown[]>;
  /** Paths that the mirrors of a row were really asked for. */
  seenBy(tag: string): string[];
  stop(): Promise<void>;
}

export function atOf({ version }: Go): At {
  return { version: parseGoVersion(`go${version}`)!, platform: process.platform };
}

export async function openStage(): Promise<Stage> {
  const lab = await startLab({ tls: noCertificates() === null });
  const direct = await startDirect(lab.url("ok=direct"));
  const sumdb = await startSumdb(lab);
  let rows = 0;
  const setUp = (row: Row) => prepare(row, `row${++rows}`, lab, sumdb);
  const seenBy = (tag: string) =>
    lab.requests
      .filter(({ mirror, url }) => mirror.includes(`ok=${tag}.`) && !url.includes("/tile/"))
      .map(({ url }) => url);
  return {
    sumdb,
    lab,
    direct,
    setUp,
    seenBy,
    async wrong(table, go, sideBySide = 4) {
      const found: unknown[] = [];
      const rest = table.values();
      const worker = async () => {
        for (const row of rest) {
          const difference = await differs(row, go, { lab, direct, setUp, seenBy });
          if (difference !== null) found.push(difference);
        }
      };
      await Promise.all(Array.from({ length: sideBySide }, worker));
      return found;
    },
    async stop() {
      if (sumdb.ok) await sumdb.value.stop();
      await direct.stop();
      await lab.stop();
    },
  };
}

/** Gives every entry a mirror of its own, so that rows can run side by side. */
function prepare(row: Row, tag: string, lab: Lab, sumdb: Found<Sumdb>): Setup {
  const answers: Setup["answers"] = {
    direct: row.direct ? {} : all({ kind: "missing", code: "net.http-proxy" }),
  };
  let count = 0;
  let previous = "";
  const entries = row.chain.replace(/[^,|]+/g, (entry) => {
    if (entry === "direct" || entry === "off") return entry;
    if (entry !== "^") previous = urlOf(entry, `ok=${tag}.${count++}`, row, lab, answers);
    return previous;
  });
  let GOSUMDB = "off";
  if (row.database !== undefined && sumdb.ok) {
    const { key, name } = sumdb.value;
    GOSUMDB = key;
    answers[`https://${name}`] = all({ kind: "failed", code: "net.http-proxy" });
    if (row.database !== "proxies") {
      const { faults } = row.database;
      const url = `${lab.url(...faults.split("+"), `ok=${tag}.database`)}/sumdb/${name}`;
      answers[url] = answersOf(faults.split("+"));
      GOSUMDB = `${key} ${url}`;
    }
  }
  const lists = { GOPRIVATE: "", GONOPROXY: "", GONOSUMDB: "" };
  return { settings: { GOPROXY: entries, GOSUMDB, ...lists, ...row.settings }, answers, tag };
}

function urlOf(entry: string, mark: string, row: Row, lab: Lab, answers: Setup["answers"]): string {
  if (entry === "refused") {
    answers[lab.refused] = all({ kind: "failed", code: "net.refused" });
    return lab.refused;
  }
  if (entry === "file") {
    answers["file:///nothing/here"] = all({ kind: "missing" });
    return "file:///nothing/here";
  }
  const faults = entry.split("+");
  const url = row.tls ? lab.tls("valid", ...faults, mark) : lab.url(...faults, mark);
  answers[url] = answersOf(faults);
  return url;
}

function all(answer: Answer): Partial<Record<Asked, Answer>> {
  return { info: answer, mod: answer, zip: answer, supported: answer, lookup: answer };
}

const version = "v1.1.0";

/** Runs a row for real and returns what the prediction got wrong; null where all is right. */
async function differs(
  row: Row,
  go: Go,
  stage: Pick<Stage, "setUp" | "seenBy"> & { lab: Lab; direct: Direct },
): Promise<unknown> {
  const { settings, answers, tag } = stage.setUp(row);
  const module = row.module ?? "example.com/hello";
  const at = atOf(go);
  const predicted = walk(route({ module, settings, at }), { version, at, answers });
  const hangs = predicted.error === "net.timeout";
  const run = await goDownload(
    {
      ...settings,
      ...(row.direct ? stage.direct.env : {}),
      ...(row.tls ? { SSL_CERT_FILE: stage.lab.caFile } : {}),
    },
    `${module}@${version}`,
    { timeout: hangs ? 10_000 : 60_000, go },
  );
  const seen = stage.seenBy(tag);
  const asked = askedOf(predicted, tag);
  // net/http itself repeats a request whose connection was closed, and follows redirects.
  const repeats = /redirect-loop|close|reset/.test(row.chain);
  const same = (repeats ? unrepeated(seen) : seen).join("\n") === asked.join("\n");
  const good = run.ok === predicted.ok && same && isSaid(predicted, run);
  return good ? null : { row, predicted: { ...predicted, requests: asked }, run, seen };
}

/** Paths that a prediction has go ask the mirrors of a row for. */
export function askedOf({ requests }: RouteOutcome, tag: string): string[] {
  return requests
    .filter(({ base }) => base.includes(`ok=${tag}.`))
    .flatMap(({ base, path, times }) => {
      const url = new URL(base + path).pathname;
      return times === 2 ? [url, url] : [url];
    });
}

function unrepeated(urls: readonly string[]): string[] {
  return urls.filter((url, index) => url !== urls[index - 1]);
}

/** Go's words for each error of a walk. */
const words: Record<string, RegExp> = {
  "net.status": /: (?:204|30\d|4\d\d|5\d\d) |no such file/,
  "net.auth": /401 Unauthorized/,
  "net.refused": /connection refused/,
  "net.reset": /EOF|connection reset/,
  "net.truncated": /unexpected EOF/,
  "net.redirect": /stopped after 10 redirects/,
  "net.timeout": /^timed out$/,
  "net.bad-response": /invalid character|unexpected end of JSON|not a valid zip file/,
  "net.wrong-version": /proxy returned info for version/,
  "net.http-proxy": /unrecognized import path/,
  "proxy.off": /module lookup disabled by GOPROXY=off/,
  "proxy.invalid": /invalid proxy URL|no entries/,
  "proxy.credentials-refused": /refusing to pass credentials/,
  "sumdb.mismatch": /checksum mismatch/,
  "sumdb.unreachable": /verifying (?:go\.mod|module)/,
  "sumdb.invalid": /invalid GOSUMDB|missing GOSUMDB/,
  "toolchain.sumdb-off": /checksum database disabled by GOSUMDB=off/,
};

/** Whether go complains of what was predicted, and of the URL that was predicted. */
function isSaid({ error, failedAt }: RouteOutcome, run: Download): boolean {
  if (error === null || run.error === null) return error === run.error;
  if (!words[error]?.test(run.error)) return false;
  const unnamed = failedAt === null || !/net\.(?:status|reset|truncated)/.test(error);
  if (unnamed) return true;
  // Of a body that broke off go up to 1.21 writes the address joined like a path.
  const written = [failedAt!.replace(/^file:\/\//, ""), failedAt!.replace("://", ":/")];
  return written.some((address) => run.error!.includes(address));
}
