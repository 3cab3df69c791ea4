/** What `env`, the env files, Windows values and the team file carry. */
export const managedKeys = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB"] as const;
