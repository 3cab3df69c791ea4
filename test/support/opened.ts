import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Env } from "../../src/context.ts";
import type { Sandbox } from "./sandbox.ts";
import { afterFirstFish, find } from "./shells.ts";

/** What is typed into a terminal so that it starts node with a script. */
const typed: Record<string, (node: string, script: string) => string> = {
  nu: (node, script) => `^'${node}' '${script}'`,
  elvish: (node, script) => `(external '${node}') '${script}'`,
  xonsh: (node, script) => `@('${node}') '${script}'`,
  pwsh: (node, script) => `& '${node}' '${script}'`,
};

/**
 * The truth: a terminal (a pseudo-terminal of its own) is opened with the real shell, a person types a command, and the
 * command looks at its environment. null where the shell is gone before it can be typed into.
 */
export async function opened(
  box: Pick<Sandbox, "root" | "home" | "env">,
  program: string,
  more: { env?: Env; args?: readonly string[] } = {},
): Promise<Record<string, string> | null> {
  const answer = path.join(box.root, "opened.json");
  const script = path.join(box.root, "opened.mjs");
  fs.rmSync(answer, { force: true });
  fs.writeFileSync(
    script,
    `import fs from "node:fs";
     fs.writeFileSync(${JSON.stringify(answer)}, JSON.stringify(process.env));`,
  );
  const file = path.isAbsolute(program) ? program : find(program)!;
  const name = path.basename(file);
  if (name === "fish") afterFirstFish(box.home);
  const line = (typed[name] ?? ((node, one) => `'${node}' '${one}'`))(process.execPath, script);
  const start = [file, ...(more.args ?? [])].join(" ");
  const env = { ...box.env, TERM: "xterm-256color", SHELL: file, ...more.env };
  await new Promise<void>((resolve) => {
    const child = execFile(
      find("script")!,
      ["-qefc", start, "/dev/null"],
      { env, cwd: box.home, timeout: 60_000 },
      () => resolve(),
    );
    child.stdin?.on("error", () => {});
    child.stdin?.write(`${line}\n`);
    child.stdin?.end("exit\n");
  });
  if (!fs.existsSync(answer)) return null;
  return JSON.parse(fs.readFileSync(answer, "utf8")) as Record<string, string>;
}
