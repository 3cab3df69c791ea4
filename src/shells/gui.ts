import { type Context, pathsOf } from "../context.ts";
import { header } from "./own-text.ts";
import type { Stored } from "./own-text.ts";
import { inConfig, inHome } from "./shell.ts";
import type { Syntax } from "./syntax.ts";
import { printEnv } from "./syntaxes.ts";

/**
 * Programs that the desktop starts, which read no startup file of a shell: environment.d(5) where systemd
 * starts the session, a LaunchAgent on macOS. On Windows they have what the registry has.
 */
export interface GuiFile {
  file: string;
  text(stored: Stored): string;
  /** Folders that go away with it where they are empty then, outermost first. */
  folders: readonly string[];
}

/** null: there is no such file on this platform, or no home folder. */
export function guiFile(ctx: Context): GuiFile | null {
  if (ctx.platform === "win32" || ctx.home === null) return null;
  const mac = ctx.platform === "darwin";
  const file = mac
    ? inHome(ctx, "Library", "LaunchAgents", `${label}.plist`)
    : inConfig(ctx, "environment.d", "60-goproxy-cfg.conf");
  const syntax = mac ? launchAgent : environmentD;
  const folders = mac ? [] : [pathsOf(ctx).dirname(file)];
  return { file, folders, text: ({ set }) => printEnv(syntax, set, []) };
}

const label = "goproxy-cfg.environment";

/** systemd src/basic/env-file.c parse_env_file_internal, merge_env_file: what it reads within double quotes. */
const environmentD: Syntax = {
  name: "environment.d",
  aliases: [],
  quote: (value) => `"${value.replaceAll(/[\\"\x60]/g, String.raw`\$&`).replaceAll("$", "$$$$")}"`,
  print: (set) =>
    [header, ...set.map(([key, value]) => `${key}=${environmentD.quote(value)}`), ""].join("\n"),
  // A tab comes out of systemd's own generator as \t.
  refuses: (value) => (value.includes("\t") ? "control" : controls(value)),
};

/** launchctl(1) takes one variable at a time; values are arguments, which no shell looks into. */
const script = 'while [ "$#" -gt 1 ]; do /bin/launchctl setenv "$1" "$2" || exit; shift 2; done';

/** launchd.plist(5): run when the user logs in. */
const launchAgent: Syntax = {
  name: "launchd",
  aliases: [],
  quote: (value) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  print: (set) => {
    const args = ["/bin/sh", "-c", script, "goproxy-cfg", ...set.flat()];
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<!-- ${header.slice(2)} -->`,
      '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
      '<plist version="1.0">',
      "<dict>",
      "  <key>Label</key>",
      `  <string>${label}</string>`,
      "  <key>ProgramArguments</key>",
      "  <array>",
      ...args.map((arg) => `    <string>${launchAgent.quote(arg)}</string>`),
      "  </array>",
      "  <key>RunAtLoad</key>",
      "  <true/>",
      "</dict>",
      "</plist>",
      "",
    ].join("\n");
  },
  refuses: controls,
};

/** XML 1.0 has no control characters; systemd drops a variable that holds one (env_value_is_valid). */
function controls(value: string) {
  // oxlint-disable-next-line no-control-regex
  return /[\0-\x08\x0B-\x1F\x7F\uFFFE\uFFFF]/.test(value) ? "control" : null;
}
