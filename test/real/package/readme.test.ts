import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  bashrc,
  cn,
  ends,
  prepared,
  prints,
  type Promised,
  says,
  sets,
  writes,
} from "../../support/promised.ts";
import { fileOf, readPage } from "../../support/readme.ts";

const readme = readPage("README.md");
const ci = readPage("docs/ci.md");

it.each(["README", "docs/ci"])("%s gives the same in both languages", (name) => {
  const [english, chinese] = [readPage(`${name}.md`), readPage(`${name}.zh-CN.md`)];
  expect(chinese.examples).toEqual(english.examples);
  expect(chinese.mentioned.toSorted()).toEqual(english.mentioned.toSorted());
});

/** Every line of every `sh` block. */
const promises: Record<string, Promised> = {
  "npx goproxy-cfg use cn": sets("GOPROXY", cn),
  'goproxy-cfg private add "corp.com/*"': sets("GOPRIVATE", "corp.com/*"),
  "goproxy-cfg doctor": ends(1, /net\.offline/, /private\.no-credentials[^]*corp\.com/),

  "goproxy-cfg list": says(/cn +✔ +✔ +✔ .*Recommended/, /aliyun .*Alibaba Cloud/),
  "goproxy-cfg use cn": sets("GOPROXY", cn),
  "goproxy-cfg use aliyun": sets("GOPROXY", "https://mirrors.aliyun.com/goproxy/|direct"),
  "goproxy-cfg use aliyun goproxy.cn": sets(
    "GOPROXY",
    "https://mirrors.aliyun.com/goproxy/|https://goproxy.cn|direct",
  ),
  "goproxy-cfg use https://proxy.corp.example cn": sets(
    "GOPROXY",
    `https://proxy.corp.example|${cn}`,
  ),
  'goproxy-cfg use "https://goproxy.cn,direct"': sets("GOPROXY", "https://goproxy.cn,direct"),
  "goproxy-cfg mirror add corp https://proxy.corp.example --private": writes(
    ".config/goproxy-cfg/config.json",
    /"name": "corp"[^]*"private": true/,
  ),
  "goproxy-cfg use corp cn": async (someone, ran) => {
    // Behind a private mirror an outage must not lead to a public one.
    await sets("GOPROXY", `https://proxy.corp.example,${cn}`)(someone, ran);
  },
  "goproxy-cfg mirror list": says(/\* +corp .*https:\/\/proxy\.corp\.example/),
  "goproxy-cfg mirror remove corp": async (someone, ran) => {
    says(/corp +removed/)(someone, ran);
    expect((await someone.sh("goproxy-cfg use corp || true")).stderr).toMatch(
      /no mirror called `corp`/,
    );
  },
  "goproxy-cfg current": says(/GOPROXY .*go env file ~\/\.config\/go\/env:1/),
  "goproxy-cfg reset": async (someone, ran) => {
    says(/GOPROXY +unset/)(someone, ran);
    expect(someone.read(".config/go/env")).not.toMatch(/GOPROXY/);
  },

  "goproxy-cfg private add https://git.corp.com/team": async (someone, ran) => {
    says(/`https:\/\/git\.corp\.com\/team`.*`git\.corp\.com\/team`/)(someone, ran);
    await sets("GOPRIVATE", "corp.com/*,git.corp.com/team")(someone, ran);
  },
  "goproxy-cfg private add git@git.corp.com:team/app.git": async (someone, ran) => {
    says(/git\.corp\.com\/team\/app/)(someone, ran);
    await sets("GOPRIVATE", "corp.com/*,git.corp.com/team")(someone, ran);
  },
  "goproxy-cfg private list": says(/corp\.com\/\* .*✔.*✖/, /git\.corp\.com\/team .*✔/),
  "goproxy-cfg why git.corp.com/team/app": says(
    /private: `git\.corp\.com\/team` of GOPRIVATE/,
    /1\. direct/,
    /not verified/,
  ),
  "goproxy-cfg private remove git.corp.com/team": sets("GOPRIVATE", "corp.com/*"),

  "goproxy-cfg shell install": writes(".bashrc", /^# mine\n[^]*>>> goproxy-cfg >>>/),
  "goproxy-cfg shell status": says(/\.bashrc +installed/),
  "goproxy-cfg shell uninstall": (someone, ran) => {
    says()(someone, ran);
    expect(someone.read(".bashrc")).toBe(bashrc);
  },
  'eval "$(goproxy-cfg env)"': async (someone, ran) => {
    says()(someone, ran);
    const { stdout } = await someone.sh('eval "$(goproxy-cfg env)"; printenv GOPRIVATE', {
      env: { GOPRIVATE: "stale" },
    });
    expect(stdout).toBe("git.corp.com/team\n");
  },
  "goproxy-cfg completion install": async (someone, ran) => {
    says()(someone, ran);
    const shell = "bash --noprofile --norc -c '. ~/.bashrc; complete -p goproxy-cfg'";
    says(/complete .*goproxy-cfg$/m)(someone, await someone.sh(shell));
    expect(someone.read(".bashrc").startsWith(bashrc)).toBe(true);
  },

  "goproxy-cfg env cn --as dotenv > go.env": writes("go.env", /^GOPROXY='https:[^']*direct'\n$/),
  "set -a; . ./go.env; set +a; go env GOPROXY": prints(`${cn}\n`),
  "goproxy-cfg env cn --as json | jq -r .GOPROXY": prints(`${cn}\n`),

  "goproxy-cfg check": ends(
    1,
    /sha256 [0-9a-f]{64} · not trusted yet/,
    /✖ GOPRIVATE [^]*the team file says corp\.com,\*\.corp\.com/,
    /\.goproxyrc\.yaml:\d+: GOPRIVATE: corp\.com must be private/,
  ),
  "goproxy-cfg apply --dry-run": async (someone, ran) => {
    says("allowSumdbOff: false", /GOPRIVATE +corp\.com,\*\.corp\.com/)(someone, ran);
    expect(fs.existsSync(path.join(someone.home, ".config/go/env"))).toBe(false);
  },
  "goproxy-cfg check --environment home": ends(1, /environment home/, `the team file says ${cn}`),

  "goproxy-cfg mirror add corp https://proxy.corp.example --private --fallback missing": writes(
    ".config/goproxy-cfg/config.json",
    /"fallback": "missing"/,
  ),
  "goproxy-cfg use off": sets("GOPROXY", "off"),
  "goproxy-cfg doctor --offline": says(/proxy\.off[^]*only modules in the cache/, /skipped: net/),

  "goproxy-cfg check --json > check.json || true": writes("check.json", /"violations"/),
  [`jq -r '.drift[] | "\\(.key) should be \\(.expected)"' check.json`]: prints(
    `GOPROXY should be https://proxy.corp.example,${cn}\nGOPRIVATE should be corp.com,*.corp.com\n`,
  ),
  [`jq -r '.violations[] | "\\(.file):\\(.line): \\(.key): \\(.message)"' check.json`]: says(
    /\.goproxyrc\.yaml:\d+: GOPRIVATE: corp\.com must be private/,
  ),
  'goproxy-cfg private add corp.com "*.corp.com"': sets("GOPRIVATE", "corp.com,*.corp.com"),
  "goproxy-cfg env --as dockerfile": prints(
    `ENV GOPROXY="${cn}"\nENV GOPRIVATE="corp.com,*.corp.com"\n`,
  ),
  "goproxy-cfg env cn --as devcontainer > go.json": writes("go.json", /"containerEnv"/),
  "jq -s '.[0] * .[1]' .devcontainer/devcontainer.json go.json > merged.json": (someone, ran) => {
    says()(someone, ran);
    const wanted = { GOPROXY: cn };
    expect(JSON.parse(someone.read("merged.json"))).toEqual({
      image: "mine",
      containerEnv: { KEPT: "1", ...wanted },
      remoteEnv: wanted,
    });
  },
  // Offline: the command is started all the same, and its end is ours.
  "npx --yes goproxy-cfg run cn -- go mod download": says("no module dependencies to download"),
  "goproxy-cfg env cn --as gitlab > go.env": writes("go.env", /^GOPROXY=https:[^'"]*direct\n$/),
};

/** Every block on a machine of its own, where its lines are run one after the other. */
describe.each([
  ["README.md", readme],
  ["docs/ci.md", ci],
])("%s: its blocks do what they say", (_, page) => {
  const blocks = page.examples.filter(({ language }) => language === "sh");
  it.for(blocks.map(({ body }) => body))("%s", async (body, test) => {
    const someone = prepared(test, body);
    if (/\b(?:check|apply)\b/.test(body)) {
      someone.write(".goproxyrc.yaml", fileOf(readme, ".goproxyrc.yaml"));
    }
    if (body.includes("shell install")) {
      someone.write(".config/go/env", "GOPRIVATE=git.corp.com/team\n");
    }
    for (const line of body.trim().split("\n")) {
      const promised = promises[line];
      if (promised === undefined) throw new Error(`nobody says what this does: ${line}`);
      await promised(someone, await someone.sh(line));
    }
  });
});
