import { type Context, pathsOf, variable } from "../context.ts";
import { Failure } from "../failure.ts";
import { stateFolder } from "../folders.ts";
import { appendLine, readLines } from "../changes/jsonl.ts";
import { nothingKnown, type OwnMirror } from "../catalog/catalog.ts";
import { type Parsed, refused, checked } from "../config/document.ts";
import { readTeamFile } from "../config/read.ts";
import { type TeamDocument, teamSchema } from "../config/schema.ts";
import type { At as GoAt } from "../go/values/goproxy.ts";
import { checkedUrl, checkName } from "../mirrors/own-check.ts";
import { newSha256 } from "../sha256.ts";
import { judged, type TeamFile } from "./file.ts";
import { allowedUrls, requiredPatterns } from "./policy.ts";
import { wishOf } from "./wish.ts";

/** Where it is kept to which content of which file the user has consented, each in a line, so that none is lost. */
const store = (ctx: Context) => pathsOf(ctx).join(stateFolder(ctx), "trusted.jsonl");

/** Throws Failure `bad-flag-value` for what is no SHA-256. */
export function checkTrustFlag(trust: string | undefined): void {
  if (trust === undefined || /^[0-9a-f]{64}$/i.test(trust)) return;
  throw new Failure("bad-flag-value", { flag: "--trust", value: trust, allowed: "SHA-256" });
}

/** Whether exactly this content was named by `--trust` or GOPROXY_CFG_TRUST (several, by spaces or commas). */
export function isNamed(ctx: Context, sha256: string, trust: string | undefined): boolean {
  const listed = (variable(ctx, "GOPROXY_CFG_TRUST") ?? "").split(/[\s,]+/);
  return [trust ?? "", ...listed].some((one) => one.toLowerCase() === sha256);
}

/** Whether the user has consented before to exactly this content in this place. */
export function isRemembered(ctx: Context, file: string, sha256: string): boolean {
  let found = false;
  try {
    readLines(ctx, store(ctx), (line) => {
      found ||= line["file"] === file && line["sha256"] === sha256;
    });
  } catch (error) {
    // What cannot be read is no consent.
    if (!(error instanceof Failure)) throw error;
  }
  return found;
}

/** Remembers the consent, for this user alone. Throws Failure `write-failed`. */
export function remember(ctx: Context, file: string, sha256: string): void {
  if (!isRemembered(ctx, file, sha256)) appendLine(ctx, store(ctx), { file, sha256 }, false);
}

/**
 * Reads a team file as a whole and judges all of it, whichever environment is asked for. Throws Failure
 * `config-invalid` with the place of the first mistake.
 */
export async function loadTeamFile(ctx: Context, file: string, at: GoAt): Promise<TeamFile> {
  const text = await readTeamFile(ctx, file);
  const parsed = await parseTeamFile(file, text);
  const result = checked(teamSchema, parsed.value);
  if (result.mistake !== null) {
    throw refused(file, result.mistake.problem, parsed.at(result.mistake.field));
  }
  const { mirrors = [], environments = {}, policy = {}, ...settings } = result.value ?? {};
  const hash = newSha256().update(text).digest("hex");
  const team: TeamFile = {
    file,
    text,
    sha256: hash,
    settings,
    environments,
    policy,
    mirrors: [],
    at: parsed.at,
    known: new Map(),
  };
  for (const [index, mirror] of mirrors.entries()) {
    team.mirrors.push(judged(team, `mirrors[${index}]`, () => read(mirror, team.mirrors, at)));
  }
  for (const name of [null, ...Object.keys(environments)]) wishOf(team, name, at);
  allowedUrls(team, at);
  requiredPatterns(team);
  return team;
}

/** The text as its name says what it is; what has no ending may be JSON, which is a part of YAML. */
export async function parseTeamFile(file: string, text: string): Promise<Parsed> {
  const body = text.replace(/^\uFEFF/, "");
  return file.endsWith(".json")
    ? (await import("../config/json.ts")).parseJson(file, body)
    : (await import("../config/yaml.ts")).parseYaml(file, body);
}

function read(
  {
    name,
    url,
    serves,
    private: secret = false,
    pinned = false,
    fallback,
  }: NonNullable<TeamDocument["mirrors"]>[number],
  others: readonly OwnMirror[],
  at: GoAt,
): OwnMirror {
  checkName(name);
  if (others.some((other) => other.name === name)) {
    throw new Failure("mirror-name", { name, reason: "known" });
  }
  return {
    name,
    url: checkedUrl(url, at),
    serves: { ...nothingKnown, ...serves },
    private: secret,
    pinned,
    ...(fallback === undefined ? {} : { fallback }),
  };
}
