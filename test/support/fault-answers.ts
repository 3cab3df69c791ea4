import type { Answer, Asked } from "../../src/go/route/walk.ts";

type Answers = Partial<Record<Asked, Answer>>;

const files: Asked[] = ["info", "mod", "zip", "supported", "lookup"];

function all(answer: Answer): Answers {
  return Object.fromEntries(files.map((file) => [file, answer]));
}

const missing = (status: number): Answer => ({ kind: "missing", status, code: "net.status" });
const failed = (code: string, status?: number): Answer =>
  status === undefined ? { kind: "failed", code } : { kind: "failed", code, status };
const garbage: Answer = { kind: "garbage", code: "net.bad-response" };
const right: Answer = { kind: "right" };

/** What the faults of the lab mean, in the words of walk(). */
const meanings: Record<string, Answers> = {
  ok: {},
  redirect: {},
  auth: all(failed("net.auth", 401)),
  "html-404": all(missing(404)),
  // Its body is empty, so that nothing can be cut off or held back.
  truncate: { ...all(failed("net.truncated")), supported: right },
  "hang-after-headers": { ...all({ kind: "hangs" }), supported: right },
  hang: all({ kind: "hangs" }),
  close: all(failed("net.reset")),
  reset: all(failed("net.reset")),
  portal: all(garbage),
  "portal-redirect": all(garbage),
  html: all(garbage),
  empty: all(garbage),
  "bad-json": { info: garbage },
  "no-version": { info: { kind: "other", code: "net.wrong-version" } },
  "wrong-version": { info: { kind: "other", code: "net.wrong-version" } },
  "bad-zip": { zip: garbage },
  "wrong-hash": { zip: { kind: "other" } },
  "wrong-mod": { mod: { kind: "other" } },
  "redirect-loop": all(failed("net.redirect")),
  /** Where the request was https. */
  "redirect-http": all(failed("net.redirect")),
  "redirect-nowhere": all(failed("net.status", 302)),
};

/** How a mirror of the lab answers that has these faults; the first that touches a request wins. */
export function answersOf(faults: readonly string[]): Answers {
  return Object.assign({}, ...faults.map(answersOfOne).toReversed()) as Answers;
}

function answersOfOne(fault: string): Answers {
  const name = fault.replace(/=.*$/, "");
  const known = meanings[name];
  if (known !== undefined) return known;
  if (/^\d+$/.test(name)) {
    const status = Number(name);
    if (status === 404 || status === 410) return all(missing(status));
    return all(failed(status === 401 ? "net.auth" : "net.status", status));
  }
  const [, scope = "", rest = ""] = /^([a-z]+)-(.+)$/.exec(name) ?? [];
  const touched: Asked[] = scope === "sumdb" ? ["supported", "lookup"] : [scope as Asked];
  const meaning = answersOfOne(rest);
  return Object.fromEntries(touched.map((file) => [file, meaning[file] ?? right]));
}
