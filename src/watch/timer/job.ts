import { launchAgent, xml } from "../../launchd.ts";
import { type Context, pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";

/** A round, as a timer starts it. */
export interface Job {
  /** A program by its absolute path, and its arguments. */
  command: readonly string[];
  /** What it needs of the environment in which the timer was installed. */
  env: readonly (readonly [name: string, value: string])[];
  /** From one round to the next. */
  seconds: number;
}

/** What the timers are called where they have names. */
export const timerName = "goproxy-cfg-watch";
export const launchLabel = "goproxy-cfg.watch";

/** Stands in each file of ours, so that nobody else's is overwritten or removed. */
export const madeBy = "Made by goproxy-cfg watch";

/** The service of the user's systemd, and its timer. */
export function systemdUnits({ command, env, seconds }: Job): { service: string; timer: string } {
  const variables = env.map(
    ([name, value]) => `Environment=${systemdWord(`${name}=${value}`, false)}\n`,
  );
  return {
    // A manager that is not root's cannot take capabilities away (ProtectKernelModules, CapabilityBoundingSet): the
    // service would end with 218. Nor has it mounts of its own to give on every system (ProtectSystem, PrivateTmp).
    service: `# ${madeBy}
[Unit]
Description=One round over the Go module mirrors

[Service]
Type=oneshot
ExecStart=${command.map((word) => systemdWord(word, true)).join(" ")}
${variables.join("")}# 1 says that a mirror is down, which is no failure of the unit.
SuccessExitStatus=1
TimeoutStartSec=120
NoNewPrivileges=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
UMask=0077
`,
    timer: `# ${madeBy}
[Unit]
Description=Rounds over the Go module mirrors

[Timer]
OnActiveSec=5s
OnUnitActiveSec=${seconds}s
AccuracySec=1s
RandomizedDelaySec=${Math.max(1, Math.round(seconds / 6))}s

[Install]
WantedBy=timers.target
`,
  };
}

/** systemd.syntax(7), systemd.service(5): `%` everywhere, `$` in a command alone. */
function systemdWord(word: string, isCommand: boolean): string {
  const text = word.replaceAll("%", "%%");
  const plain = isCommand ? text.replaceAll("$", "$$$$") : text;
  return /^[\w./@:+,=%-]+$/.test(plain)
    ? plain
    : `"${plain.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** A LaunchAgent of macOS. */
export function launchd({ command, env, seconds }: Job): string {
  return launchAgent({
    label: launchLabel,
    comment: madeBy,
    args: command,
    env,
    every: seconds,
  });
}

/**
 * A task of Windows' Task Scheduler, which counts in minutes. conhost keeps node's console out of sight: a window would
 * open at every round. Source: MS-TSCH 2.5, schema of a task 1.2.
 */
export function schtasks({ command, seconds }: Job): string {
  const words = command.map((word) => (/[\s"]/.test(word) ? `"${word}"` : word));
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>${madeBy}</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition>
        <Interval>PT${minutesOf(seconds)}M</Interval>
      </Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT5M</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>%SystemRoot%\\System32\\conhost.exe</Command>
      <Arguments>${xml(["--headless", ...words].join(" "))}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
}

/** A line of a crontab, which counts in minutes; crontab(5) makes a line break of `%`. */
export function cron({ command, env, seconds }: Job): string {
  const minutes = minutesOf(seconds);
  const hours = Math.round(minutes / 60);
  const when =
    minutes < 60 ? `*/${minutes} * * * *` : hours < 24 ? `0 */${hours} * * *` : "0 0 * * *";
  const words = [...env.map(([name, value]) => `${name}=${shWord(value)}`), ...command.map(shWord)];
  const line = words.join(" ").replaceAll("%", String.raw`\%`);
  return `${when} ${line} >/dev/null 2>&1 # ${timerName}`;
}

const minutesOf = (seconds: number): number => Math.max(1, Math.round(seconds / 60));

const shWord = (word: string): string =>
  /^[\w./@:+,=%-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** Which environment decides where files lie and how a mirror is reached. */
const carried =
  /^(?:https?_proxy|no_proxy|xdg_(?:config|state)_home|goenv|ssl_cert_(?:file|dir)|node_extra_ca_certs)$/i;

/** Where npx, pnpm, yarn and bun keep what they start once. */
const passing = /[\\/](?:_npx|dlx|(?:bunx|dlx|xfs)-[^\\/]+)[\\/]|\p{Cc}/u;

/** What a timer of somebody else's machine starts: what PATH has. */
export const jobOnPath = (seconds: number): Job => ({
  command: ["/usr/bin/env", "goproxy-cfg", "watch", "--once"],
  env: [["PATH", "/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin"]],
  seconds,
});

/**
 * This tool as a timer of this machine starts it: node and the script by their absolute paths, since a timer has
 * another PATH than a terminal. `goFolder`: where go lies, null where there is none. Throws Failure `passing-tool`
 * where the script lies in a folder that goes away by itself.
 */
export function jobHere(
  ctx: Context,
  words: readonly string[],
  { seconds, goFolder }: { seconds: number; goFolder: string | null },
): Job {
  const [node = "", script = ""] = ctx.self;
  if (passing.test(script) || !pathsOf(ctx).isAbsolute(script)) {
    throw new Failure("passing-tool", { script });
  }
  const folders = [goFolder, "/usr/local/bin", "/usr/bin", "/bin"];
  const path = [...new Set(folders.filter((folder) => folder !== null))].join(":");
  const known = Object.entries(ctx.env).filter(
    (entry): entry is [string, string] =>
      carried.test(entry[0]) && Boolean(entry[1]) && !/\p{Cc}/u.test(entry[1] ?? ""),
  );
  const env = ctx.platform === "win32" ? [] : [["PATH", path] as const, ...known.toSorted()];
  return { command: [lastingNode(ctx, node), script, "watch", "--once", ...words], env, seconds };
}

/** Homebrew's node lies in a folder of its version, which the next upgrade removes; the link to it stays. */
function lastingNode(ctx: Context, node: string): string {
  const [, prefix, formula] = /^(.+)\/Cellar\/([^/]+)\//.exec(node) ?? [];
  const linked = prefix === undefined ? node : `${prefix}/opt/${formula}/bin/node`;
  return ctx.fs.existsSync(linked) ? linked : node;
}
