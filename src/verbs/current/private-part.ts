import type { Setting } from "../../contract.ts";
import { coverage } from "../../go/patterns/coverage.ts";
import { example } from "../../go/patterns/example.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { redactValue } from "../../go/text/redact.ts";
import type { PrivatePart } from "./view.ts";

/** Nobody reads more. */
const most = 20;

/** The private part of the settings in effect: the first patterns, and how many more there are. */
export function privatePart(settings: readonly Setting[]): PrivatePart {
  const of = (name: string) => settings.find(({ key }) => key === name);
  const lists = ["GOPRIVATE", "GONOPROXY", "GONOSUMDB"].map((key) =>
    splitPatterns(of(key)?.value ?? ""),
  );
  // GONOPROXY=none is how people write an empty list.
  const all = [...new Set(lists.flat())].filter((pattern) => pattern !== "none");
  const lacking = (key: string) => {
    const setting = of(key);
    const cover = coverage(splitPatterns(setting?.value ?? ""));
    const name = setting?.origin.kind === "default" ? "GOPRIVATE" : key;
    return (pattern: string) => (cover.coveredBy(pattern) === null ? name : null);
  };
  const [proxied, verified] = [lacking("GONOPROXY"), lacking("GONOSUMDB")];
  const nobody = of("GOSUMDB")?.value === "off";
  return {
    patterns: all.slice(0, most).map((pattern) => ({
      pattern: redactValue(pattern),
      never: example(pattern).matches === "",
      proxied: proxied(pattern),
      verified: nobody ? null : verified(pattern),
    })),
    more: Math.max(0, all.length - most),
  };
}
