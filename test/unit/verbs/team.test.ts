import { describeVerb } from "../../support/verb.ts";

const files = {
  "repo/.git/HEAD": "ref: refs/heads/main\n",
  "repo/.goproxyrc": "use: [goproxy.cn]\nprivate: [git.corp.example]\n",
};
const broken = { ...files, "repo/.goproxyrc": "use: [goproxy.cn\n" };
const cwd = "repo";

describeVerb("check", {
  "what differs from the team file": {
    line: ["check"],
    files,
    cwd,
    exit: 1,
    document: "Check",
    holds: { ok: false, trusted: false, violations: [] },
  },
  "where there is no team file": { line: ["check"], exit: 2, error: "usage" },
  "a team file that is no YAML": {
    line: ["check"],
    files: broken,
    cwd,
    exit: 2,
    error: "config-invalid",
  },
  "takes no operand": { line: ["check", "x"], files, cwd, exit: 2, error: "usage" },
});

describeVerb("apply", {
  "nobody consents": { line: ["apply"], files, cwd, exit: 2, error: "consent-required" },
  "dry: nothing is written": {
    line: ["apply", "-n"],
    files,
    cwd,
    exit: 0,
    holds: { dryRun: true },
  },
  "a team file that is no YAML": {
    line: ["apply"],
    files: broken,
    cwd,
    exit: 2,
    error: "config-invalid",
  },
  "takes no operand": { line: ["apply", "x"], files, cwd, exit: 2, error: "usage" },
});
