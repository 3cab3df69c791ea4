/** The settings of go that matter to a download, in the order in which they are shown. */
export const settingKeys = [
  "GOPROXY",
  "GOSUMDB",
  "GOPRIVATE",
  "GONOPROXY",
  "GONOSUMDB",
  "GOINSECURE",
  "GOVCS",
  "GOAUTH",
  "GOTOOLCHAIN",
  "GO111MODULE",
  "GOFLAGS",
  "GOENV",
] as const;

/** What `env`, the env files, Windows values and the team file carry. */
export const managedKeys = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB"] as const;
