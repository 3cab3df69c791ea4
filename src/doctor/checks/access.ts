import { note } from "../../findings/findings.ts";
import { splitList } from "../../go/patterns/pattern-list.ts";
import { redactValue } from "../../go/text/redact.ts";
import { type Check, type Diagnosis, diagnosis } from "../check.ts";
import { dropCommand } from "../commands.ts";
import type { Facts } from "../facts.ts";

/** What fetching a module directly, past every proxy, depends on. */
export const git: Check = {
  id: "git",
  group: "git",
  codes: [
    "git.missing",
    "govcs.invalid",
    "goauth.invalid",
    "goinsecure.ineffective",
    "private.never-matches",
    "go.value-by-version",
  ],
  offline: true,
  run: (facts) => [...missing(facts), ...refused(facts), ...insecure(facts)],
};

function missing({ git: found, entries, values }: Facts): Diagnosis[] {
  if (found !== null) return [];
  const [first] = entries;
  const hasPrivate = splitList(values.GONOPROXY.value).some((pattern) => pattern.includes("."));
  const falls = entries.some(({ kind }) => kind === "direct");
  if (first?.kind === "direct") return [told("always", "error")];
  if (hasPrivate) return [told("private", "warning")];
  return falls ? [told("fallback", "info")] : [];
}

function told(needed: "always" | "private" | "fallback", severity: "error" | "warning" | "info") {
  return diagnosis(note("git.missing", severity, { needed }));
}

const codes = { GOVCS: "govcs.invalid", GOAUTH: "goauth.invalid" } as const;

function refused(facts: Facts): Diagnosis[] {
  return (["GOVCS", "GOAUTH"] as const).flatMap((key): Diagnosis[] => {
    const { value, accepted, slipped, judged, where, setting } = facts.values[key];
    const command = dropCommand(facts, setting);
    const versions = judged.warnings
      .filter(({ code }) => code === "go.value-by-version")
      .map((found) => diagnosis({ ...found, severity: "info" }, { where }));
    if (accepted || slipped) return versions;
    const args = { value: redactValue(value), said: judged.message ?? "" };
    return [diagnosis(note(codes[key], "error", args), { where, command }), ...versions];
  });
}

function insecure({ values }: Facts): Diagnosis[] {
  const { judged, where } = values.GOINSECURE;
  return judged.warnings
    .filter(({ code }) => code === "goinsecure.ineffective" || code === "private.never-matches")
    .map((found) => diagnosis(found, { where }));
}
