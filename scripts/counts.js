// The closing line of a test run, from vitest's JSON report: N passed, N failed, N skipped.
// Exit code 1 where something failed or nothing ran.
import fs from "node:fs";

let report;
try {
  report = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
} catch {
  console.error("The test runner ended without a report.");
  report = { testResults: [], numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
}
// A file that cannot even be loaded has no tests to count.
const broken = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === "failed" && !assertionResults.some((test) => test.status === "failed"),
);
const passed = report.numPassedTests;
const failed = report.numFailedTests + broken.length;
const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
