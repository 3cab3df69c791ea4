import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterAll, vi } from "vitest";
import { processExists } from "../../src/process/start.ts";
import { type Ended, run } from "./bin.ts";
import { type Found, found, missing } from "./found.ts";
import { toolsFolder } from "./machine.ts";
import { removeFolder } from "./remove.ts";
import { find } from "./shells.ts";

/** A Windows made of Wine, the real node.exe and a real go.exe, as scripts/windows.sh sets it up. */
export interface Windows {
  wine: string;
  /** `%PATH%` with go.exe. */
  path: string;
  /** Windows' PowerShell where it is a real one, and not Wine's stub. */
  powershell: Found<string>;
  /** Runs programs one after the other in one start of node.exe. */
  run(folder: string, steps: readonly Step[]): Promise<Outcome[]>;
}

export interface Step {
  /** Default: node.exe. */
  program?: string;
  args: readonly string[];
  /** Beside what Windows itself sets; null: not set. */
  env: Readonly<Record<string, string | null>>;
  cwd: string;
  /** The arguments are words of cmd, which reads no others. */
  verbatim?: true;
}

export type Outcome = Pick<Ended, "code" | "stdout" | "stderr">;

/** Z: is the root folder of the machine. */
export function windowsPath(file: string): string {
  return `Z:${file.replaceAll("/", "\\")}`;
}

/** Runs in node.exe, whose own standard streams cannot be pipes, while those of its children can. */
const driver = `
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const [job, answer] = process.argv.slice(2);
const inherited = Object.entries(process.env).filter(([name]) => !/^GO/i.test(name));
// PowerShell wants a console of its own, which it gets like this.
const console = { windowsHide: true, stdio: ["ignore", "pipe", "pipe"] };
const results = JSON.parse(fs.readFileSync(job, "utf8")).map(({ program, args, env, cwd, verbatim }) => {
  const all = { ...Object.fromEntries(inherited), ...env };
  for (const name of Object.keys(all)) if (all[name] === null) delete all[name];
  const done = spawnSync(program ?? process.execPath, args, { env: all, cwd, encoding: "utf8", timeout: 100_000, windowsVerbatimArguments: verbatim, ...console });
  return { code: done.status, stdout: done.stdout, stderr: done.error ? String(done.error) : done.stderr };
});
fs.writeFileSync(answer, JSON.stringify(results));
`;

export function windows(): Found<Windows> {
  const tools = path.join(toolsFolder(), "windows");
  const wine = find("wine");
  if (wine === null) return missing("wine is not installed");
  for (const name of ["prefix/ready", "node.exe", "go/bin/go.exe"]) {
    if (!fs.existsSync(path.join(tools, name)))
      return missing(`.tools/windows/${name} is missing: sh scripts/windows.sh`);
  }
  const node = path.join(tools, "node.exe");
  return found({
    wine,
    powershell: windowsPowershell(tools),
    path: `${windowsPath(path.join(tools, "go", "bin"))};C:\\windows\\system32;C:\\windows`,
    async run(folder, steps) {
      const file = (name: string) => path.join(folder, name);
      fs.writeFileSync(file("driver.cjs"), driver);
      fs.writeFileSync(file("job.json"), JSON.stringify(steps));
      const names = ["driver.cjs", "job.json", "answer.json"].map(
        (name) => `'${windowsPath(file(name))}'`,
      );
      const line = `exec '${wine}' '${node}' ${names.join(" ")} </dev/null >'${file("out")}' 2>'${file("err")}'`;
      await run(["sh", "-c", line], {
        env: {
          PATH: process.env["PATH"],
          HOME: folder,
          LANG: "C.UTF-8",
          WINEPREFIX: ownPrefix(tools),
          WINEDEBUG: "-all",
          // PowerShell dies under Wine where .NET collects its garbage, which a value of 10,000 characters makes it do.
          DOTNET_GCgen0size: "0x10000000",
        },
        cwd: folder,
        timeout: 280_000,
      });
      if (!fs.existsSync(file("answer.json")))
        throw new Error(fs.readFileSync(file("err"), "utf8"));
      return JSON.parse(fs.readFileSync(file("answer.json"), "utf8")) as Outcome[];
    },
  });
}

// Each step starts a Windows program, most of them a node and a PowerShell: minutes on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

/** The prefix of this process; null: nothing was started yet. */
let own: string | null = null;

/**
 * A prefix of Wine for the tests of one file, made from the one that was set up: files run side by side, and with it
 * they would share the variables that Windows keeps for its user. What no program writes to is the same file in both.
 */
function ownPrefix(tools: string): string {
  if (own !== null) return own;
  for (const name of fs.readdirSync(tools)) {
    const [, pid] = /^prefix-(\d+)$/.exec(name) ?? [];
    if (pid !== undefined && !processExists(Number(pid))) removeFolder(path.join(tools, name));
  }
  const [from, to] = [path.join(tools, "prefix"), path.join(tools, `prefix-${process.pid}`)];
  execFileSync("cp", ["-al", from, to]);
  for (const name of fs.readdirSync(from)) {
    const isWritten = /^\.update|\.reg$/.test(name);
    if (isWritten) replaced(path.join(from, name), path.join(to, name));
  }
  replaced(path.join(from, "drive_c/users"), path.join(to, "drive_c/users"));
  return (own = to);
}

/** A copy in the place of a link to the same bytes. */
function replaced(from: string, to: string): void {
  fs.rmSync(to, { recursive: true });
  fs.cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

afterAll(() => {
  if (own === null) return;
  const server = find("wineserver") ?? "/usr/lib/wine/wineserver";
  // It keeps running for a while, to be there for the next program. Where there is none, it says so by its exit code.
  const env = { ...process.env, WINEPREFIX: own };
  if (fs.existsSync(server)) execFileSync("sh", ["-c", '"$0" -k; "$0" -w', server], { env });
  removeFolder(own);
  own = null;
});

/** Where Windows has its PowerShell. */
function windowsPowershell(tools: string): Found<string> {
  const folder = "windows/system32/WindowsPowerShell/v1.0";
  const file = path.join(tools, "prefix/drive_c", folder, "pwsh.exe");
  if (!fs.existsSync(file)) return missing("Wine has no PowerShell: sh scripts/windows.sh");
  return found(`C:\\${folder.replaceAll("/", "\\")}\\powershell.exe`);
}
