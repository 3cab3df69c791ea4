import { nothingKnown } from "../catalog/catalog.ts";
import { type Parsed, refused } from "../config/document.ts";
import { checked } from "../config/mistake.ts";
import { readTeamFile } from "../config/read.ts";
import { type TeamDocument, teamSchema } from "../config/schema.ts";
import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import type { At as GoAt } from "../go/values/goproxy.ts";
import { checkedUrl, checkName } from "../mirrors/own-check.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import { newSha256 } from "../sha256.ts";
import { judged, type TeamFile } from "./file.ts";
import { allowedUrls, requiredPatterns } from "./policy.ts";
import { wishOf } from "./wish.ts";

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
