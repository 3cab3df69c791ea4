import type { FindingsText, PrivateText } from "../shape.ts";
import type { PrivateLogin } from "../../findings.ts";

export const privateText: PrivateText = {
  fold: (settings) => `${settings}: this replaces GOPRIVATE for its part. Fold it into GOPRIVATE?`,
  removed: "removed",
  privateModules: "Private modules",
  direct: "fetched directly",
  unverified: "not sent to the checksum database",
  proxied: (key) => `asked at proxies: ${key} lacks it`,
  verified: (key) => `sent to the checksum database: ${key} lacks it`,
  more: (count) => `… and ${count} more`,
  matches: "matches",
  matchesNothing: "matches no module",
  doesNotMatch: "not",
};

const found: Record<NonNullable<PrivateLogin["by"]>, string> = {
  netrc: "the line in .netrc",
  helper: "the credential helper",
  header: "what its configuration has for this host",
  command: "GOAUTH",
};

const netrcLine = (host: string, file: string) =>
  `a line \`machine ${host} login USER password TOKEN\` in ${file} (readable by you alone; a server on another port needs \`machine ${host}:PORT\`, since go 1.21)`;

export const privateFindings = {
  "git.rewrite-impossible": ({ pattern }) =>
    `\`${pattern}\` has a wildcard where git and .netrc take the name of a host: nothing was written or checked there. Name the host, as in \`private add git.corp.com --git ssh\`.`,
  "git.rewrite-exists": ({ url, base, file }) =>
    `git fetches ${url} from ${base} already (${file}).`,
  "git.rewrite-conflict": ({ url, base, file, command }) =>
    `git's configuration has ${url} fetched from ${base} (${file}); that rule wins and is left as it is. To take it out: ${command}`,
  "git.rewrite-removed": ({ url, base }) =>
    `git no longer fetches ${url} from ${base}: that rule was written by this tool.`,
  "private.login": ({ host, for: who, by, file, goauth }) => {
    if (by !== null) {
      const place = who === "go" && by === "netrc" ? ` (${file})` : "";
      return `${who} logs in at ${host} with ${found[by]}${place}.`;
    }
    if (who === "git") {
      return `git has no login for https://${host}/, and it cannot ask for one while go runs. If the host wants one, either ${netrcLine(host, file)}, or a credential helper: \`git config --global credential.helper …\`, then once \`git ls-remote https://${host}/…\`.`;
    }
    const ignored =
      goauth === null || /(?:^|;)\s*netrc\b/.test(goauth)
        ? ""
        : ` GOAUTH=${goauth} does not read .netrc; \`go env -u GOAUTH\` does.`;
    const helper =
      goauth === null
        ? ""
        : " Or GOAUTH='netrc; git /home/you', which asks git's credential helper.";
    return `go has no login for its own requests to https://${host}/ (\`?go-get=1\`, zips). If the host wants one: ${netrcLine(host, file)}.${ignored}${helper}`;
  },
} satisfies Partial<FindingsText>;
