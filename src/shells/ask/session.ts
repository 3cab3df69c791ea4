import { type Context, pathsOf } from "../../context.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { expand, type Line, linesNaming } from "./lines.ts";

/** What is read when somebody logs in, before any shell: it takes a new login to change what it sets. */
const files = [
  "/etc/environment",
  "/etc/environment.d/*.conf",
  "/usr/lib/environment.d/*.conf",
  "~/.pam_environment",
  "/etc/security/pam_env.conf",
  "~/.config/environment.d/*.conf",
  "~/.xprofile",
  "~/.xsessionrc",
  "~/.xsession",
  "~/.xinitrc",
  "~/.config/plasma-workspace/env/*.sh",
  "~/.kde/env/*.sh",
  "~/.tmux.conf",
  "~/.config/tmux/tmux.conf",
  "/Library/LaunchAgents/*.plist",
  "~/Library/LaunchAgents/*.plist",
];

/** Lines of the session's files that name one of these variables. */
export function sessionLines(ctx: Context, keys: readonly string[]): Line[] {
  if (keys.length === 0 || ctx.platform === "win32") return [];
  return expand(ctx, files).flatMap((file) => {
    const text = readTextIfRegular(ctx, file);
    return text === null ? [] : linesNaming(file, text, keys);
  });
}

/** What sets variables by the folder or at each prompt, and is no startup file of a shell: mise and direnv. */
export function toolLines(ctx: Context, keys: readonly string[]): Line[] {
  const found: string[] = expand(ctx, [
    "~/.config/mise/config.toml",
    "~/.config/mise/conf.d/*.toml",
  ]);
  const paths = pathsOf(ctx);
  for (let folder = ctx.cwd; ; folder = paths.dirname(folder)) {
    for (const name of [".envrc", "mise.toml", ".mise.toml"]) found.push(paths.join(folder, name));
    if (paths.dirname(folder) === folder) break;
  }
  return found.flatMap((file) => {
    const text = readTextIfRegular(ctx, file);
    return text === null ? [] : linesNaming(file, text, keys);
  });
}
