import type { WhyText } from "../shape.ts";

export const why: WhyText = {
  checksum: (reason) => {
    switch (reason.code) {
      case "verified":
        return "no pattern exempts it, and the checksum database is on";
      case "off":
        return "GOSUMDB=off";
      case "pattern":
        return `\`${reason.pattern}\` of ${reason.key} exempts it`;
      case "toolchain-needs-database":
        return "GOSUMDB=off: go downloads no toolchain without the checksum database";
      case "invalid":
        return `GOSUMDB is invalid: ${reason.message ?? "go crashes on this value"}`;
    }
  },
  privateBy: (pattern, key) => `private: \`${pattern}\` of ${key} matches, so no proxy is asked`,
  notPrivate: "not private: no pattern of GOPRIVATE or GONOPROXY matches",
  invalid:
    "GOPROXY is invalid, and every download fails; goproxy-cfg doctor says what is wrong with it",
  verifiedBy: (database) => `verified by ${database}`,
  notVerified: "not verified",
  looksPrivate: "looks private",
  notPublished: "what it serves is not what the checksum database has",
  answered: (ms) => `serves it (${ms} ms)`,
  served: (by) => `go downloads it from ${by}`,
  failed: (code) => `the download fails (${code})`,
  hangs: "the download hangs: go sets no time limit for an answer",
  group: { direct: "fetched directly", proxies: "asked at proxies", off: "not downloaded" },
};
