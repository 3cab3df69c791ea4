import { grafana } from "./grafana.ts";
import { alertmanager, blackbox, prometheus, rules } from "./prometheus.ts";
import type { PrintSource } from "./source.ts";
import { cron, launchd, schtasks, systemd } from "./timers.ts";

/** Everything that `watch --print` can write: for who monitors already, and for timers. `seconds`: between two rounds. */
export const printed: Readonly<Record<string, (source: PrintSource, seconds: number) => string>> = {
  blackbox: () => blackbox(),
  prometheus,
  rules: () => rules(),
  alertmanager: () => alertmanager(),
  grafana: () => grafana(),
  systemd: (_, seconds) => systemd(seconds),
  launchd: (_, seconds) => launchd(seconds),
  schtasks: (_, seconds) => schtasks(seconds),
  cron: (_, seconds) => cron(seconds),
};
