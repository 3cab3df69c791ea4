/**
 * Where all made-up values of the tests begin. The same for every run, so that a change is judged by its own faults;
 * `npm run fuzz` begins somewhere else each time, and FUZZ_SEED=… repeats it.
 */
export const seed = Number(process.env["FUZZ_SEED"] ?? 20);
