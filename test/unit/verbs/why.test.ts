import { describeVerb } from "../../support/verb.ts";

const files = {
  ".config/go/env": "GOPRIVATE=git.corp.example\nGOPROXY=https://goproxy.cn,direct\n",
};

describeVerb("why", {
  "a public module": {
    line: ["why", "rsc.io/quote@v1.5.2"],
    files,
    exit: 0,
    document: "Why",
    holds: {
      module: "rsc.io/quote",
      version: "v1.5.2",
      private: { matched: false },
      route: [
        { kind: "url", onFailure: "missing" },
        { kind: "direct", onFailure: "stop" },
      ],
    },
  },
  "a private one": {
    line: ["why", "git.corp.example/team/lib"],
    files,
    exit: 0,
    document: "Why",
    holds: {
      private: { matched: true, pattern: "git.corp.example", key: "GOPRIVATE" },
      checksum: { verified: false },
    },
  },
  "the requirements of a go.mod, which only go can list": {
    line: ["why"],
    files: {
      ...files,
      "app/go.mod": "module m.example/app\n\ngo 1.21\n\nrequire rsc.io/quote v1.5.2\n",
    },
    cwd: "app",
    exit: 3,
    error: "go-required",
  },
  "a package of the standard library": { line: ["why", "net/http"], exit: 2, error: "usage" },
  "a path that go calls malformed": { line: ["why", "a.example/x/"], exit: 2, error: "usage" },
  "two modules": { line: ["why", "a.example/x", "b.example/y"], exit: 2, error: "usage" },
});
