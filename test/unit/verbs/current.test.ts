import { describeVerb } from "../../support/verb.ts";

describeVerb("current", {
  "of a machine where nothing is set": {
    line: ["current"],
    exit: 0,
    document: "Current",
    holds: { mirror: "official" },
  },
  "knows the mirror that an env file names": {
    line: ["current"],
    files: { ".config/go/env": "GOPROXY=https://goproxy.cn,direct\n" },
    exit: 0,
    document: "Current",
    holds: { mirror: "goproxy.cn" },
  },
  "takes no operand": { line: ["current", "cn"], exit: 2, error: "usage" },
});
