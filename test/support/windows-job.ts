import { realContext } from "../../src/context.ts";
import { readUserEnvironment, writeUserEnvironment } from "../../src/shells/windows.ts";

/**
 * Runs within Windows (bundled by the test that starts it): the functions under test on the real registry.
 * Arguments: a JSON list of operations, and the file for the answers.
 */
export type Operation =
  | { read: string[] }
  | { write: { name: string; value: string | null; expands?: boolean }[] };

const [job = "", answer = ""] = process.argv.slice(2);
const ctx = realContext(new AbortController().signal);
const answers: unknown[] = [];
for (const operation of JSON.parse(ctx.fs.readFileSync(job, "utf8")) as Operation[]) {
  if ("read" in operation) {
    const user = await readUserEnvironment(ctx, operation.read);
    answers.push(Object.fromEntries([...user].filter(([name]) => operation.read.includes(name))));
  } else answers.push(await writeUserEnvironment(ctx, operation.write));
}
ctx.fs.writeFileSync(answer, JSON.stringify(answers));
