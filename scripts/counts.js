// The closing line of a test run, from vitest's JSON report: N passed, N failed, N skipped.
//   node scripts/counts.js REPORT EXIT-CODE-OF-VITEST
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
let failed = report.numFailedTests + broken.length;
// An error outside of any test, a worker that died: the runner says so by its exit code alone.
if (failed === 0 && process.argv[3] !== "0") failed = 1;
const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
