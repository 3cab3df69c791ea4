import { grafana } from "./grafana.ts";
import { alertmanager, blackbox, prometheus, rules } from "./prometheus.ts";
import type { PrintSource } from "./source.ts";
import { cron, type Job, launchd, schtasks, systemdUnits, timerName } from "../timer/formats.ts";
import { jobOnPath } from "../timer/job.ts";

/** Everything that `watch --print` can write: for who monitors already, and for timers. `seconds`: between two rounds. */
export const printed: Readonly<Record<string, (source: PrintSource, seconds: number) => string>> = {
  blackbox: () => blackbox(),
  prometheus,
  rules: () => rules(),
  alertmanager: () => alertmanager(),
  grafana: () => grafana(),
  systemd: (_, seconds) => systemd(jobOnPath(seconds)),
  launchd: (_, seconds) => launchd(jobOnPath(seconds)),
  schtasks: (_, seconds) =>
    schtasks({ ...jobOnPath(seconds), command: ["cmd", "/d", "/c", "goproxy-cfg watch --once"] }),
  cron: (_, seconds) => `${cron(jobOnPath(seconds))}\n`,
};

/** Two units, one behind the other. */
function systemd(job: Job): string {
  const folder = "# ~/.config/systemd/user";
  const { service, timer } = systemdUnits(job);
  return `${folder}/${timerName}.service\n${service}\n${folder}/${timerName}.timer\n${timer}`;
}
