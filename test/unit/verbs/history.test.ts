import { describeVerb } from "../../support/verb.ts";

describeVerb("history", {
  "of nothing": { line: ["history"], exit: 0, document: "History", holds: { entries: [] } },
  "of a change and of the undo of it": {
    line: ["history"],
    after: [["use", "cn", "--no-verify"], ["undo"]],
    exit: 0,
    document: "History",
  },
  "takes no operand": { line: ["history", "x"], exit: 2, error: "usage" },
});
