import { describeVerb } from "../../support/verb.ts";

describeVerb("completion", {
  "of a shell that has none": { line: ["completion", "tcsh"], exit: 2, error: "usage" },
  "without a shell": { line: ["completion"], exit: 2, error: "usage" },
});
