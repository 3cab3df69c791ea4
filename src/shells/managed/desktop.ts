import { launchAgent, xml } from "../../launchd.ts";
import { printEnv } from "../formats.ts";
import type { Assignment, LineFormat } from "../language.ts";

/** What the desktop reads before it starts programs; `header` is a comment of one line, begun with `# `. */
export function desktopText(language: string, header: string, set: readonly Assignment[]): string {
  return language === "launchd"
    ? printEnv({ ...plist, print: () => agent(header, set) }, set, [])
    : `${header}\n${printEnv(environmentD, set, [])}`;
}

/** systemd src/basic/env-file.c parse_env_file_internal, merge_env_file: what it reads within double quotes. */
const environmentD: LineFormat = {
  name: "environment.d",
  quote: (value) => `"${value.replaceAll(/[\\"\x60]/g, String.raw`\$&`).replaceAll("$", "$$$$")}"`,
  set: (key, quoted) => `${key}=${quoted}`,
  // A tab comes out of systemd's own generator as \t.
  refuses: (value) => (value.includes("\t") ? "control" : controls(value)),
};

/** launchctl(1) takes one variable at a time; values are arguments, which no shell looks into. */
const script = 'while [ "$#" -gt 1 ]; do /bin/launchctl setenv "$1" "$2" || exit; shift 2; done';

/** Looked at before it is written: what XML cannot hold is refused. */
const plist = { name: "launchd", quote: xml, refuses: controls };

function agent(header: string, set: readonly Assignment[]): string {
  return launchAgent({
    label: "goproxy-cfg.environment",
    comment: header.slice(2),
    args: ["/bin/sh", "-c", script, "goproxy-cfg", ...set.flat()],
  });
}

/** XML 1.0 has no control characters; systemd drops a variable that holds one (env_value_is_valid). */
function controls(value: string) {
  // oxlint-disable-next-line no-control-regex
  return /[\0-\x08\x0B-\x1F\x7F\uFFFE\uFFFF]/.test(value) ? "control" : null;
}
