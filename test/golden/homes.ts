/** A home folder as it is before a command runs in it. */
export interface Home {
  /** Text by path below the home folder; a path that ends in a slash is an empty folder, `#!` a program. */
  files?: Readonly<Record<string, string>>;
  /** What the tool itself did here before. */
  after?: readonly string[];
  /** Text by path, as somebody wrote it afterwards. */
  later?: Readonly<Record<string, string>>;
  /** Where the commands run, below the home folder. */
  cwd?: string;
}

const goEnv = [
  "GOPRIVATE=git.corp.example,*.internal.example",
  "GOPROXY=https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct",
  "",
].join("\n");

const ownMirrors = `{
  // The company's, and one that is tried out.
  "mirrors": [
    {"name": "corp", "url": "https://goproxy.corp.example", "private": true, "pinned": true},
    {"name": "lab", "url": "https://lab.corp.example/go", "serves": {"sumdb": false}},
  ]
}
`;

const team = `use: [corp, goproxy.cn]
private: ["git.corp.example"]
mirrors:
  - name: corp
    url: https://goproxy.corp.example
`;

const goMod = `module git.corp.example/team/app

go 1.21

require (
\tgit.corp.example/team/lib v1.2.0
\tgithub.com/google/uuid v1.6.0
)
`;

const goLog = `go: downloading github.com/google/uuid v1.6.0
go: github.com/google/uuid@v1.6.0: Get "https://proxy.golang.org/github.com/google/uuid/@v/v1.6.0.mod": dial tcp 142.250.1.1:443: i/o timeout
`;

const sumLog = `verifying rsc.io/quote@v1.5.2: checksum mismatch
\tdownloaded: h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
\tgo.sum:     h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=

SECURITY ERROR
This download does NOT match an earlier download recorded in go.sum.
`;

/** One line of go for each thing that its network can do. */
const networkLog = [
  ["dns.example", "dial tcp: lookup dns.example: no such host"],
  ["refused.example", "dial tcp 192.0.2.1:443: connect: connection refused"],
  ["reset.example", "read tcp 192.0.2.9:1->192.0.2.1:443: read: connection reset by peer"],
  ["untrusted.example", "x509: certificate signed by unknown authority"],
  ["expired.example", "x509: certificate has expired or is not yet valid"],
  [
    "past.example",
    "x509: certificate has expired or is not yet valid: current time 2026-01-01T00:00:00Z is after 2025-01-01T00:00:00Z",
  ],
  ["name.example", "x509: certificate is valid for a.example, not name.example"],
  ["plain.example", "http: server gave HTTP response to HTTPS client"],
]
  .map(
    ([host, cause], at) => `go: m.example/m${at}@v1.0.0: Get "https://${host}/m.mod": ${cause}\n`,
  )
  .join("");

const statusLog = [401, 403, 407, 429, 502]
  .map(
    (status) =>
      `go: m.example/s${status}@v1.0.0: reading https://s${status}.example/m.mod: ${status} Some Words\n`,
  )
  .join("");

const otherLog = `go: m.example/d@v1.0.0: verifying module: m.example/d@v1.0.0: Get "https://sum.golang.org/lookup/m.example/d@v1.0.0": dial tcp 192.0.2.1:443: i/o timeout
go: m.example/a@v1.0.0: git ls-remote -q origin in /x: exit status 128:
\tfatal: could not read Username for 'https://git.corp.example': terminal prompts disabled
go: m.example/b@v1.0.0: module lookup disabled by GOPROXY=off
go: download go1.99 for linux/amd64: toolchain not available
go: m.example/c@v1.0.0: exec: "git": executable file not found in $PATH
`;

/** The homes of the table in cases.ts, by name. */
export const homes = {
  /** A new machine, with what go said in a few files. */
  fresh: {
    files: { "timeout.log": goLog, "checksum.log": sumLog, "nothing.log": "make: done\n" },
  },
  /** What go said of a network, of servers and of other things. */
  logs: { files: { "network.log": networkLog, "status.log": statusLog, "other.log": otherLog } },
  /** A go that is not on PATH. */
  elsewhere: { files: { "go/bin/go": "#!/bin/sh\n" } },
  /** Go's folder of settings is a file. */
  unwritable: { files: { ".config/go": "no folder\n" } },
  /** The checksum database is off. */
  sumdbOff: { files: { ".config/go/env": "GOSUMDB=off\n" } },
  /** cn and private patterns in go's env file. */
  configured: { files: { ".config/go/env": goEnv } },
  /** An env file that go reads otherwise than its writer meant. */
  damaged: {
    files: {
      ".config/go/env":
        '\uFEFFGOPROXY=https://goproxy.cn,direct\nexport GOSUMDB=off\nGOPRIVATE="git.corp.example"\nGONOPROXY=\n goprivate=x\nGOFLAGS=-mod=mod\r\n',
    },
  },
  /** Values that go refuses, or that do not do what was meant. */
  unwise: {
    files: {
      ".config/go/env":
        "GOPROXY=https://goproxy.cn,direct,https://goproxy.io\nGOSUMDB=off\nGOPRIVATE=*,https://git.corp.example/x\nGO111MODULE=off\nGOVCS=git\nGOAUTH=maybe\nGOTOOLCHAIN=go1.99\nGOINSECURE=https://x.example\n",
    },
  },
  /** Startup files with lines of the user's own, and ours in them. */
  installed: {
    files: {
      ".config/go/env": goEnv,
      ".bashrc": "# mine\nalias ll='ls -l'\n",
      ".profile": "umask 022\n",
    },
    after: ["shell install"],
  },
  /** A startup file that sets another value. */
  exporting: {
    files: { ".config/go/env": goEnv, ".bashrc": "export GOPROXY=https://goproxy.io,direct\n" },
  },
  /** Two startup files of one shell that do not agree. */
  conflicting: {
    files: {
      ".config/go/env": goEnv,
      ".bashrc": "export GOPROXY=https://goproxy.io,direct\n",
      ".profile": "export GOPROXY=https://goproxy.cn,direct\n. ~/.bashrc\n",
    },
  },
  /** The exceptions of GOPRIVATE kept apart by hand. */
  apart: {
    files: {
      ".config/go/env":
        "GONOPROXY=git.corp.example,a.example\nGONOSUMDB=git.corp.example\nGOPRIVATE=git.corp.example\n",
    },
  },
  /** A login for git.corp.example. */
  netrc: {
    files: { ".netrc": "machine git.corp.example login joe password secret\n" },
  },
  /** Startup files with half of a block of ours, and with Windows line ends. */
  damagedBlock: {
    files: {
      ".config/go/env": goEnv,
      ".bashrc": "# >>> goproxy-cfg >>> managed by goproxy-cfg; do not edit between markers\n",
      ".profile": "export GOPROXY=https://goproxy.io,direct\r\n",
    },
  },
  /** A startup file in an encoding that no shell reads. */
  utf16: { files: { ".config/go/env": goEnv, ".bashrc": "\uFEFFa\u0000\n" } },
  /** Git has a rewrite of its own for the host. */
  gitRewrite: {
    files: {
      ".gitconfig":
        '[url "https://mirror.corp.example/"]\n\tinsteadOf = https://git.corp.example/\n',
    },
  },
  /** A private pattern with the rewrite that goes with it. */
  gitAdded: { after: ["private add git.corp.example --git ssh"] },
  /** Mirrors of the user's own. */
  own: { files: { ".config/goproxy-cfg/config.json": ownMirrors, ".config/go/env": goEnv } },
  /** A configuration file that is no JSON. */
  brokenOwn: { files: { ".config/goproxy-cfg/config.json": '{"mirrors": [\n  {"name": }\n]}\n' } },
  /** A clone with a team file. */
  team: { files: { "repo/.git/": "", "repo/.goproxyrc": team, "repo/go.mod": goMod }, cwd: "repo" },
  /** The same, after its content was consented to. */
  trusted: {
    files: { "repo/.git/": "", "repo/.goproxyrc": team },
    after: ["apply --trust {team}"],
    cwd: "repo",
  },
  /** A team file with rules that this machine breaks. */
  policy: {
    files: {
      "repo/.git/": "",
      "repo/.goproxyrc":
        "policy:\n  allowedProxies: [cn]\n  allowSumdbOff: false\n  requiredPrivate: [git.corp.example]\n  minGo: 1.99.0\n",
      ".config/go/env": "GOPROXY=https://goproxy.io,direct\nGOSUMDB=off\n",
    },
    cwd: "repo",
  },
  /** A team file that is no YAML. */
  brokenTeam: { files: { "repo/.git/": "", "repo/.goproxyrc": "use: [goproxy.cn\n" }, cwd: "repo" },
  /** A team file with a value of the wrong shape. */
  oddTeam: { files: { "repo/.git/": "", "repo/.goproxyrc": "use: {a: b}\n" }, cwd: "repo" },
  /** Team files with a fault. */
  badTeam: {
    files: { "repo/.git/": "", "repo/.goproxyrc": "use: [goproxy.cn]\nprvate: [a]\n" },
    cwd: "repo",
  },
  /** Several changes, one of them taken back. */
  history: {
    after: [
      "use cn --no-verify",
      "private add git.corp.example",
      "use aliyun --no-verify",
      "undo",
      "mirror add corp https://goproxy.corp.example",
    ],
  },
  /** A change, and somebody who changed the value since. */
  changedSince: {
    after: ["use cn --no-verify"],
    later: { ".config/go/env": "GOPROXY=https://goproxy.io,direct\n" },
  },
  /** A module of a company. */
  module: { files: { "app/go.mod": goMod, ".config/go/env": goEnv }, cwd: "app" },
  /** The same, where nothing keeps its requirements from public proxies. */
  leaking: { files: { "app/go.mod": goMod }, cwd: "app" },
  /** A go.mod that wants a newer go. */
  newerModule: { files: { "app/go.mod": "module m.example/app\n\ngo 1.99\n" }, cwd: "app" },
  /** A go.mod that go cannot read. */
  brokenModule: {
    files: { "app/go.mod": "module git.corp.example/app\n\nrequire (\n" },
    cwd: "app",
  },
} as const satisfies Record<string, Home>;

export type HomeName = keyof typeof homes;
