import fs from "node:fs";
import path from "node:path";
import type { Env } from "../../src/context.ts";
import type { Ended } from "./bin.ts";
import { readers } from "./readers.ts";
import type { Reader } from "./readme.ts";

/** A step or job, how it ended, and the environment that it had. */
export interface Done {
  ran: Ended;
  env: Env;
}

interface Workflow {
  env?: Record<string, string>;
  jobs: Record<string, { env?: Record<string, string>; steps: { uses?: string; run?: string }[] }>;
}

/**
 * The `run` steps of a GitHub workflow with one job, by name of their command: each with the environment that the
 * steps before it left in GITHUB_ENV (actions/runner, FileCommandManager). Ends at the first step that fails.
 */
export async function runWorkflow(
  someone: Reader,
  workflow: Workflow,
  variables: Record<string, string> = {},
): Promise<Done[]> {
  const [job] = Object.values(workflow.jobs);
  const file = path.join(someone.root, "github_env");
  const filled = Object.entries({ ...workflow.env, ...job?.env }).map(([key, value]) => [
    key,
    value.replaceAll(/\$\{\{ vars\.(\w+) \}\}/g, (_, name: string) => variables[name] ?? ""),
  ]);
  let env = Object.fromEntries(filled) as Record<string, string>;
  const done: Done[] = [];
  for (const { run } of job?.steps ?? []) {
    if (run === undefined) continue;
    fs.writeFileSync(file, "");
    const ran = await someone.sh(run, { env: { ...env, GITHUB_ENV: file } });
    done.push({ ran, env });
    if (ran.code !== 0) break;
    env = { ...env, ...readers["github"]?.(fs.readFileSync(file, "utf8")) };
  }
  return done;
}

interface Job {
  stage?: string;
  image: string;
  script: string[];
  artifacts?: { reports?: { dotenv?: string } };
}

/**
 * The jobs of a .gitlab-ci.yml, stage by stage, each in a container of its own: an empty home folder, and of go and
 * Node.js only what its image has. What one reports as dotenv, the jobs of later stages have as variables.
 */
export async function runPipeline(
  someone: Reader,
  { variables, ...jobs }: Record<string, Job> & { variables?: never },
  project: Env = {},
): Promise<Record<string, Done>> {
  const stages = [".pre", "build", "test", "deploy", ".post"];
  const stageOf = ({ stage = "test" }: Job) => stages.indexOf(stage);
  const done: Record<string, Done> = {};
  let reported: Env = {};
  for (const [name, job] of Object.entries(jobs).toSorted(
    ([, a], [, b]) => stageOf(a) - stageOf(b),
  )) {
    const home = path.join(someone.root, name);
    fs.mkdirSync(home);
    const env: Env = {
      ...containerOf(someone, job.image, home),
      ...(variables as Env | undefined),
      ...project,
      ...reported,
    };
    const ran = await someone.sh(job.script.join("\n"), { env });
    done[name] = { ran, env };
    const report = job.artifacts?.reports?.dotenv;
    if (report !== undefined)
      reported = { ...reported, ...readers["gitlab"]?.(someone.read(report)) };
  }
  return done;
}

/** The image is golang or node, which is what is then on PATH. */
function containerOf(someone: Reader, image: string, home: string): Env {
  const folders = (someone.env["PATH"] ?? "").split(path.delimiter);
  const has = (folder: string, name: string) => fs.existsSync(path.join(folder, name));
  const kept = folders.filter((folder) =>
    image.startsWith("golang:") ? folder !== someone.tools : !has(folder, "go"),
  );
  return {
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, ".config"),
    PATH: kept.join(path.delimiter),
  };
}

/** The RUN instructions of a Dockerfile, each with the files and the ENV instructions above it. */
export async function runDockerfile(someone: Reader, dockerfile: string): Promise<Done[]> {
  const cwd = path.join(someone.root, "src");
  fs.mkdirSync(cwd);
  let env: Env = {};
  const done: Done[] = [];
  for (const [, instruction, rest = ""] of dockerfile.matchAll(/^(\w+) (.*)$/gm)) {
    if (instruction === "COPY") {
      const isOurs = (file: string) => path.basename(file) !== ".git";
      for (const name of rest.split(" ").slice(0, -1)) {
        const [from, to] = [someone.home, cwd].map((folder) => path.join(folder, name));
        fs.cpSync(from ?? "", to ?? "", { recursive: true, filter: isOurs });
      }
    }
    if (instruction === "ENV") env = { ...env, ...readers["dockerfile"]?.(`ENV ${rest}\n`) };
    if (instruction === "RUN") {
      done.push({ ran: await someone.sh(rest.replace(/^(?:--\S+ )+/, ""), { env, cwd }), env });
    }
  }
  return done;
}
