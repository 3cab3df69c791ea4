/** A reporter for vitest: which tests were skipped, and why, gathered by reason. */
export default class Skipped {
  onTestRunEnd(modules) {
    const reasons = new Map();
    for (const module of modules) {
      for (const test of module.children.allTests("skipped")) {
        const reason = test.result().note ?? "no reason given";
        reasons.set(reason, [
          ...(reasons.get(reason) ?? []),
          `${module.relativeModuleId} > ${test.fullName}`,
        ]);
      }
    }
    for (const [reason, tests] of reasons) {
      console.log(`\nskipped, ${reason}:`);
      for (const test of tests) console.log(`  ${test}`);
    }
  }
}
