import { describe, it } from "vitest";
import type { Env } from "../../../src/context.ts";
import {
  cn,
  ends,
  prepared,
  prints,
  type Promised,
  says,
  sets,
  writes,
} from "../../support/promised.ts";
import { realGo, since } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { readPage } from "../../support/readme.ts";

interface Mention {
  given?: string;
  env?: Env;
  typed?: string;
  shows: Promised;
  /** What of go it is about, and the minor version that brought it. */
  about?: readonly [what: string, minor: number];
}

/** What stands in the tables and sentences; each is run on a machine of its own. */
const mentions: Record<string, Mention> = {
  "goproxy-cfg use cn": { shows: sets("GOPROXY", cn) },
  "goproxy-cfg doctor": { shows: ends(1, /net\.offline/) },
  "go build 2>&1 | goproxy-cfg doctor --log -": {
    given: "go mod edit -require rsc.io/quote@v1.5.2",
    shows: ends(1, /rsc\.io\/quote/, /net\.dns/),
  },
  "goproxy-cfg current": {
    given: "echo 'export GOPROXY=https://goproxy.io' >> .bashrc",
    env: { GOPROXY: "https://goproxy.io" },
    shows: says(/GOPROXY +https:\/\/goproxy\.io +environment, set in ~\/\.bashrc:2/),
  },
  "goproxy-cfg private add git.corp.com": { shows: sets("GOPRIVATE", "git.corp.com") },
  "goproxy-cfg doctor --module github.com/google/uuid@v1.6.0": {
    shows: ends(1, /go mod download github\.com\/google\/uuid@v1\.6\.0 (?:fails|would fail)/),
  },
  "goproxy-cfg doctor --fix": {
    about: ["GOTOOLCHAIN", 21],
    given: "mkdir -p .config/go; echo GOTOOLCHAIN=newest > .config/go/env; ! go version",
    // Without a terminal nobody can be asked.
    typed: "goproxy-cfg doctor --fix --offline --yes",
    shows: async (someone, ran) => {
      says(/GOTOOLCHAIN/)(someone, ran);
      says(/^go version go/)(someone, await someone.sh("go version"));
    },
  },
  "goproxy-cfg test": { shows: ends(1, /goproxy\.cn/, /aliyun/, /no network/) },
  "goproxy-cfg use auto": { shows: ends(1, /None of the mirrors answers[^]*nothing was written/) },
  'goproxy-cfg validate "GOPROXY=https://goproxy.cn,direct"': {
    shows: says(/✔ .*valid/, /only if the module is missing \(404, 410\)/),
  },
  "goproxy-cfg check": {
    given: "echo 'use: cn' > .goproxyrc.yaml",
    shows: ends(1, `the team file says ${cn}`),
  },
  "goproxy-cfg init": {
    given: "goproxy-cfg use cn",
    shows: writes(".goproxyrc.yaml", /^use: cn$/m),
  },
  "goproxy-cfg undo": {
    given: "goproxy-cfg use cn; goproxy-cfg use aliyun",
    shows: sets("GOPROXY", cn),
  },
  "goproxy-cfg help myths": { shows: says(/GO111MODULE[^]*\$ goproxy-cfg/) },
  "goproxy-cfg help fallback": { shows: says(/comma[^]*pipe[^]*\$ goproxy-cfg/) },
  "goproxy-cfg help patterns": { shows: says(/corp\.com[^]*\$ goproxy-cfg/) },
  "goproxy-cfg help sumdb": { shows: says(/sum\.golang\.google\.cn[^]*\$ goproxy-cfg/) },
  "goproxy-cfg help precedence": { shows: says(/GOROOT\/go\.env[^]*\$ goproxy-cfg/) },
  "goproxy-cfg version": { shows: says(/^goproxy-cfg \d/, /go env file +~\/\.config\/go\/env/) },
  "goproxy-cfg use -": {
    given: "goproxy-cfg use cn; goproxy-cfg use aliyun --no-verify",
    shows: sets("GOPROXY", cn),
  },
  "goproxy-cfg env --as cmd": { given: "goproxy-cfg use cn", shows: says(/set "GOPROXY=/) },
  "goproxy-cfg env cn --as dockerfile": { shows: prints(`ENV GOPROXY="${cn}"\n`) },
  "goproxy-cfg env cn --as devcontainer": { shows: says(/"containerEnv"[^]*"remoteEnv"/) },
};

describe.each(["README.md", "docs/ci.md"])("%s: what its sentences name does it", (name) => {
  it.for([...new Set(readPage(name).mentioned)])("%s", async (command, test) => {
    const { given = "true", env = {}, typed = command, shows, about } = mentions[command] ?? {};
    if (about !== undefined) since(test, need(test, realGo()), about[1], about[0]);
    if (shows === undefined) throw new Error(`nobody says what this does: ${command}`);
    const someone = prepared(test, command);
    says()(someone, await someone.sh(given));
    await shows(someone, await someone.sh(typed, { env }));
  });
});
