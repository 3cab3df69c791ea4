import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import { Failure } from "../errors.ts";
import type { At as GoAt } from "../go/values/goproxy.ts";
import { checkedUrl, checkName } from "../mirrors/own-check.ts";
import type { OwnMirror } from "../mirrors/own.ts";
import { judged, type Policy, type Settings, type TeamFile } from "./file.ts";
import { parseTeamFile } from "./parse.ts";
import { allowedUrls, requiredPatterns } from "./policy.ts";
import { readTeamFile, refused } from "./read.ts";
import { firstMistake } from "./shape.ts";
import { wishOf } from "./wish.ts";

interface Document extends Settings {
  mirrors?: (Pick<OwnMirror, "name" | "url"> & Partial<OwnMirror>)[];
  environments?: TeamFile["environments"];
  policy?: Policy;
}

/**
 * Reads a team file as a whole and judges all of it, whichever environment is asked for. Throws Failure
 * `config-invalid` with the place of the first mistake.
 */
export function loadTeamFile(ctx: Context, file: string, at: GoAt): TeamFile {
  const text = readTeamFile(ctx, file);
  const parsed = parseTeamFile(file, text);
  const mistake = firstMistake(parsed.value);
  if (mistake !== null) throw refused(file, mistake.problem, parsed.at(mistake.field));
  const {
    mirrors = [],
    environments = {},
    policy = {},
    ...settings
  } = (parsed.value ?? {}) as Document;
  const sha256 = createHash("sha256").update(text).digest("hex");
  const team: TeamFile = {
    file,
    text,
    sha256,
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

function read(
  {
    name,
    url,
    serves,
    private: secret = false,
    pinned = false,
    fallback,
  }: Required<Document>["mirrors"][number],
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
    serves: { modules: null, sumdb: null, toolchain: null, ...serves },
    private: secret,
    pinned,
    ...(fallback === undefined ? {} : { fallback }),
  };
}
