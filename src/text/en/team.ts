/** What the daily hand and a team need: own mirrors, the team file, completions, prompts. */
export interface TeamText {
  verbs: Record<
    | "mirror"
    | "mirrorAdd"
    | "mirrorRemove"
    | "mirrorList"
    | "check"
    | "apply"
    | "completion"
    | "help",
    string
  >;
  operands: Record<
    "mirrorName" | "mirrorUrl" | "mirrorNames" | "completionShell" | "helpName",
    string
  >;
  flags: Record<
    "serves" | "private" | "pinned" | "fallback" | "force" | "environment" | "trust" | "trustOnly",
    string
  >;
  topics: string;
  noMirrors: string;
  /** `check`. */
  asItShould: (file: string) => string;
  environment: (name: string) => string;
  hash: (sha256: string) => string;
  trusted: string;
  untrusted: string;
  expected: (value: string) => string;
  violation: Record<
    "proxy" | "sumdb-off" | "http" | "private" | "go",
    (args: { value: string; wanted: string }) => string
  >;
  applyWith: string;
  /** `apply`. */
  shown: (file: string) => string;
  consent: string;
  trustQuestion: (file: string) => string;
  applyQuestion: string;
  yes: string;
  no: string;
  /** The picker. */
  statusLine: (proxy: string, mirror: string | null) => string;
  pick: string;
  keep: string;
  measure: string;
  asking: string;
}

export const team: TeamText = {
  verbs: {
    mirror: "manage mirrors of your own",
    mirrorAdd: "add a mirror of your own under a name",
    mirrorRemove: "remove mirrors of your own",
    mirrorList: "list the mirrors of your own",
    check: "compare this machine with the team file of the repository (.goproxyrc)",
    apply: "bring this machine to what the team file says, with consent to its content",
    completion: "print the completions for a shell",
    help: "explain a command or a topic",
  },
  operands: {
    mirrorName: "the name by which `use` will know it",
    mirrorUrl: "its base URL, as in GOPROXY",
    mirrorNames: "names of own mirrors",
    completionShell: "bash, zsh, fish or pwsh",
    helpName: "a command, or a topic: fallback, patterns, sumdb, precedence, myths",
  },
  flags: {
    serves: "what it serves: modules,sumdb,toolchain",
    private: "it serves private modules",
    pinned: "`use auto` takes it first",
    fallback: "when go goes on from it to the next entry: any | missing",
    force: "replace one of the same name",
    environment:
      "the environment of the team file (else GOPROXY_CFG_ENVIRONMENT, else what answers)",
    trust: "consent to the team file with exactly this SHA-256",
    trustOnly: "take the team file with this SHA-256 for trusted",
  },
  topics: "Topics: goproxy-cfg help fallback | patterns | sumdb | precedence | myths",
  noMirrors: "No mirrors of your own yet: goproxy-cfg mirror add corp https://goproxy.corp.example",
  asItShould: (file) => `Everything is as ${file} says.`,
  environment: (name) => `environment ${name}`,
  hash: (sha256) => `sha256 ${sha256}`,
  trusted: "trusted",
  untrusted: "not trusted yet",
  expected: (value) => `the team file says ${value}`,
  violation: {
    proxy: ({ value, wanted }) => `${value} is not an allowed proxy (${wanted})`,
    "sumdb-off": () => "the checksum database must not be switched off",
    http: ({ value }) => `${value}: plain http is not allowed`,
    private: ({ value }) => `${value} must be private, and is not`,
    go: ({ value, wanted }) => `${value} is older than go ${wanted}, the least that is allowed`,
  },
  applyWith: "To bring this machine to it: goproxy-cfg apply",
  shown: (file) => `${file} has not been seen with this content before:`,
  consent: "apply the team file",
  trustQuestion: (file) => `Trust exactly this content of ${file}?`,
  applyQuestion: "Make these changes?",
  yes: "Yes",
  no: "No",
  statusLine: (proxy, mirror) => `GOPROXY=${proxy}${mirror === null ? "" : ` (${mirror})`}`,
  pick: "Where shall modules come from?",
  keep: "leave it as it is",
  measure: "measure them all, the fastest first",
  asking: "…",
};
