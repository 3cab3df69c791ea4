/** A secret of which nothing may be shown; as long and as mixed as a real token. */
export const canary = "Kq7zCanary4096x8192";

const login = (text: string) => Buffer.from(text).toString("base64");

/** What of a text is the secret: itself, percent-encoded, or as a Basic login. */
export function leaked(text: string): string[] {
  const forms = [canary.slice(0, 10), canary.slice(8), login(`u:${canary}`).slice(4, 16)];
  return text.split("\n").filter((line) => forms.some((form) => line.includes(form)));
}

/** URLs with the secret in them that go takes. */
export const urls: readonly string[] = [
  `https://u:${canary}@a.test`,
  `https://first.last:=${canary}@b.test`,
  `https://me%40corp.com:(${canary}@c.test/go`,
  `https://localhost:'${canary}@d.test`,
  `https://u:%40${canary}@e.test`,
  `https://u:;${canary}@f.test`,
  `https://${canary}@g.test`,
  `https://ghp_${canary}@h.test`,
  `https://eyJhbGciOi.eyJzdWIi.${canary}@i.test`,
  `https://xoxb-12-${canary}:x@j.test`,
  `https://${canary}:x-oauth-basic@k.test`,
  `https://l.test/go?token=${canary}`,
  `https://m.test/go?v=1&access_token=${canary}`,
  `https://n.test/go?X-Amz-Signature=${canary}&x=1`,
  `https://o.test/go?%74oken=${canary}`,
  `https://p.test/go#token=${canary}`,
  `http://u:${canary}@q.test`,
  `https://u:${canary}@127.0.0.1:9/go`,
];

/** Values of GOPROXY that go refuses, or reads in another way than they were meant. */
export const brokenLists: readonly string[] = [
  `https://u:${canary}/x@h.test`,
  `https://u:12,${canary}@h.test`,
  `https://u:${canary} x@h.test,direct`,
  `https://u:"${canary}@h.test`,
  `https://u:${canary}%zz@h.test`,
  `https://u:${canary}#x@h.test|direct`,
  `https//u:${canary}@h.test`,
  `u:${canary}@h.test`,
  `ftp://u:${canary}@h.test`,
  `https://h.test/?token=a,${canary}`,
  `https://u:${canary}@h.test:port,direct`,
  `off,https://u:${canary}@h.test`,
  `"https://u:${canary}@h.test"`,
  `https://u:${canary}@h.test;direct`,
  `https://u:${canary}@h.test，direct`,
];

/** Lines as they stand in logs of builds. */
export const logLines: readonly string[] = [
  ...urls.map((url) => `go: m.test/x@v1.0.0: reading ${url}/m.test/x/@v/list: 404 Not Found`),
  ...urls.map((url) => `go: m.test/y@v1.0.0: Get "${url}/m.test/y/@v/v1.0.0.mod": EOF`),
  ...brokenLists.map((list) => `go: invalid proxy URL missing scheme: ${list}`),
  ...brokenLists.map((list) => `go: m.test/z@v1.0.0: parse "${list}": invalid port ":${canary}"`),
  `go: rsc.io/quote@v1.5.2: unrecognized import path "https://u:${canary}@h.test": EOF`,
  `GOAUTH=netrc; helper --token ${canary}`,
  `go: GOAUTH encountered an error; helper -token ${canary}: exit status 1`,
  `> Authorization: Bearer ${canary}`,
  `> Proxy-Authorization: Basic ${login(`u:${canary}`)}`,
  `machine h.test login u password ${canary}`,
  `+ $env:GOPROXY = 'https://u:a''${canary}@h.test,direct'`,
  `+ $env:GITHUB_TOKEN = "${canary}"`,
  `fatal: could not read Password for 'https://u:${canary}@git.test': terminal prompts disabled`,
  `fatal: unable to access 'https://${canary}:x-oauth-basic@git.test/x/': Could not resolve host`,
  `go: x: git ls-remote -q https://u:${canary}@git.test/x in /tmp: exit status 128:`,
  `go: x@v1.0.0: verifying module: Get "https://h.test/sumdb/x?sig=${canary}": proxyconnect tcp: EOF`,
  `proxyconnect tcp: dial tcp: lookup u:${canary}@proxy.test: no such host`,
];

/** A machine full of it: files below the home folder. */
export function filesWith(chain: string): Readonly<Record<string, string>> {
  const gitConfig = [
    `[url "https://u:${canary}@git.corp.test/"]\n\tinsteadOf = https://git.corp.test/`,
    `[url "https://${canary}:x-oauth-basic@gitea.test/"]\n\tinsteadOf = https://gitea.test/`,
    `[http "https://gh.test/"]\n\textraHeader = "AUTHORIZATION: basic ${login(`u:${canary}`)}"`,
    `[http]\n\textraHeader = "PRIVATE-TOKEN: ${canary}"\n\tproxy = http://u:${canary}@127.0.0.1:9`,
    `[credential]\n\thelper = "!helper --password ${canary}"`,
  ];
  const exported = `export GOPROXY='https://u:${canary}@sh.test,direct'\nexport GITHUB_TOKEN=${canary}\n`;
  return {
    ".config/go/env": [
      `GOPROXY=${chain}`,
      `GOSUMDB=sum.golang.org https://u:${canary}@sums.test`,
      `GOAUTH=netrc; helper --token ${canary} ${canary}`,
      `GOPRIVATE=git.corp.test,https://u:${canary}@git.two.test/x`,
      `GONOPROXY=u:${canary}@git.three.test`,
      `GOVCS=git.corp.test:https://u:${canary}@x`,
      `GOINSECURE=https://u:${canary}@git.four.test`,
      `GOFLAGS=-ldflags=-X=main.token=${canary}`,
      "",
    ].join("\n"),
    ".config/goproxy-cfg/config.json": JSON.stringify({
      mirrors: urls.map((url, at) => ({ name: `m${at}`, url })),
    }),
    ".netrc": `machine git.corp.test login u password ${canary}\nmachine a.test login ${canary} password ${canary}\n`,
    ".gitconfig": `${gitConfig.join("\n")}\n`,
    ".bashrc": exported,
    ".profile": exported,
    ".zshenv": exported,
    ".config/fish/config.fish": `set -gx GOPROXY 'https://u:${canary}@fish.test'\n`,
    ".tcshrc": `setenv GOPROXY 'https://u:${canary}@csh.test'\n`,
    ".config/environment.d/go.conf": `GOPROXY=https://u:${canary}@gui.test\n`,
    ".config/powershell/Microsoft.PowerShell_profile.ps1": `$env:GOPROXY = 'https://u:a''${canary}@ps.test'\n`,
    "repo/.goproxyrc.yaml": [
      `use: ["https://u:${canary}@team.test", corp, direct]`,
      `sumdb: "sum.golang.org https://u:${canary}@sums.test"`,
      "private: [git.corp.test]",
      "mirrors:",
      `  - { name: corp, url: "https://${canary}@team.test/go?token=${canary}" }`,
      "policy: { allowedProxies: [corp], allowSumdbOff: false }",
      "",
    ].join("\n"),
    "repo/go.mod": [
      "module repo.test/x\n\ngo 1.20\n\nrequire (",
      "\tgit.corp.test/a v1.0.0\n\tgitea.test/b v1.0.0\n\trsc.io/quote v1.5.2\n)",
      `\nreplace rsc.io/quote => ../https://u:${canary}@h.test/quote\n`,
    ].join("\n"),
    "repo/build.log": `${logLines.join("\n")}\n`,
  };
}
