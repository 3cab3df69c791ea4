import type { OwnNetwork, NoCommand, NoSumdb } from "../../findings.ts";
import type { FindingsText } from "../shape.ts";

const networks: Record<OwnNetwork, string> = {
  "tencent-cloud": "from machines of Tencent Cloud",
  campus: "from the campus of its university",
  company: "within its company",
};

const noDatabase: Record<NoSumdb, string> = {
  switch: "is no database: it has the switch `off` alone, and is on where it is not set",
  proxy:
    "is a module proxy, and no database: a proxy that serves the database is asked for it without GOSUMDB",
  list: "is a list, and GOSUMDB names one database",
  url: "is an address, which go takes behind the name of the database only",
  pattern: "is a pattern of modules, which GONOSUMDB takes",
  "near-miss": "is no database that go knows by name",
  other:
    "is no database that go knows by name: of any other, its key `name+hash+key` is wanted, which its operator publishes",
};

const noCommands: Record<NoCommand, string> = {
  separator: "commands are separated by `;`, and `git` needs the path of a folder",
  credential: "a login stands in .netrc, or is what a command prints",
  name: "its own words are `netrc`, `git` and `off`, as they stand here",
  file: "`netrc` reads that file, and the variable NETRC names another one",
};

const parts: Readonly<Record<string, string>> = {
  GONOPROXY: "they bypass the proxy",
  GONOSUMDB: "the checksum database does not verify them",
  GOINSECURE: "direct downloads of them are not protected, even over plain http",
};

export const advice = {
  "go.unexpanded": ({ key, text, what }) =>
    what === "variable"
      ? `${key}: \`${text}\` was not expanded. go takes it as it stands; put its value there.`
      : `${key}: \`${text}\` is a placeholder; put your own value there.`,
  "go.not-a-switch": ({ key, word, meant }) =>
    key === "GOPROXY"
      ? `\`${word}\` is no proxy: GOPROXY has the words \`direct\` (no proxy) and \`off\` (no download), and a default where it is not set.`
      : `${key} is a list of patterns, and no switch: \`${word}\` is a pattern that matches no module.` +
        (meant === null ? "" : ` ${meant} is what the word is for.`),
  "go.unknown-setting": ({ key, instead }) =>
    `${key} was never a setting of go, which does not look at it; ${instead} is one.`,
  "go.flags-refused": ({ flag, instead }) =>
    `GOFLAGS has ${flag}, which go no longer knows: every \`go get\` fails. ${instead} stands in its place.`,
  "proxy.is-http-proxy": ({ url, variable }) =>
    `${url} is a proxy for web traffic, and serves no modules: it belongs into ${variable}, beside a GOPROXY.`,
  "proxy.restricted": ({ url, network, instead }) =>
    `${url} answers only ${networks[network]}; elsewhere use ${instead}.`,
  "proxy.public-first": ({ public: asked, private: own }) =>
    `${asked} is asked before ${own}: it is told the names of private modules. Put ${own} first.`,
  "proxy.public-behind-private": ({ private: own, public: asked }) =>
    `\`|\` behind ${own}: whenever it fails, the names of its modules are sent to ${asked}. A comma goes on for missing modules only.`,
  "private.too-broad": ({ pattern, key = "GOPRIVATE" }) =>
    `\`${pattern}\` catches far more than your own modules: ${parts[key] ?? "they bypass the proxy and the checksum database"}.`,
  "private.is-mirror": ({ key, pattern }) =>
    `\`${pattern}\` is the address of a module proxy, and no module has such a name: it belongs into GOPROXY, not into ${key}.`,
  "private.odd-pattern": ({ pattern, what, also, corrected }) =>
    ({
      subdomains: `\`${pattern}\` matches nothing on ${also} itself, where modules are called ${also}/OWNER/NAME.`,
      "doubled-host": `\`${pattern}\` names the host twice; no module is called like this.`,
      "partial-host": `\`${pattern}\` also matches ${also}, a host of somebody else.`,
    })[what] + (corrected === null ? "" : ` Write \`${corrected}\`.`),
  "sumdb.retired": ({ value }) =>
    `The checksum database ${value} does not answer any more: every new module fails to verify. Unset GOSUMDB.`,
  "sumdb.misplaced": ({ word, what }) => `\`${word}\` ${noDatabase[what]}.`,
  "govcs.ineffective": ({ pattern, system }) =>
    system === null
      ? `GOVCS: the pattern \`${pattern}\` matches no module.`
      : `GOVCS: \`${system}\` for ${pattern} is no version control system of go (git, hg, svn, bzr, fossil, all, off).`,
  "goauth.not-a-command": ({ word, reason }) =>
    `GOAUTH: go would start \`${word}\` as a program: ${noCommands[reason]}.`,
} satisfies Partial<FindingsText>;
