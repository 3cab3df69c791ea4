/** What became part of a value and was surely not meant to. */
export type Literal =
  | "quotes"
  | "comment"
  | "space"
  | "invisible"
  | "wide"
  | "assignment"
  | "carriage-return";

/** Why an entry of GOPROXY that go takes can never serve a module. */
export type UnusableProxy = "no-host" | "host" | "port";

/** `local`: GOTOOLCHAIN keeps go from switching to the one that the project asks for. */
export type NoToolchain = "language" | "space" | "proxy-off" | "local" | "not-served";

/** The codes of what go accepts silently, or refuses without saying why. No passwords in any argument. */
export interface ValueFindings {
  /** `text`: the characters as they are, or as `U+FEFF` where nobody sees them. */
  "go.env-literal": { key: string; what: Literal; text: string };
  "go.env-empty-value": { key: string };
  /** The whole value as it was surely meant. */
  "go.value-corrected": { key: string; corrected: string };
  "proxy.unusable": { entry: string; reason: UnusableProxy };
  "sumdb.unsupported-scheme": { url: string };
  "toolchain.unavailable": { toolchain: string; reason: NoToolchain };
}
