import { describeVerb } from "../../support/verb.ts";

describeVerb("list", {
  "has every mirror of the catalog": { line: ["list"], exit: 0, document: "List" },
  "has one's own mirrors": {
    line: ["list"],
    after: [["mirror", "add", "corp", "https://goproxy.corp.example"]],
    exit: 0,
    document: "List",
  },
  "refuses a flag that it does not have": { line: ["list", "--all"], exit: 2, error: "usage" },
});
