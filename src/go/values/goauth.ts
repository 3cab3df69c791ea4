import path from "node:path";
import { type Says, says } from "../url/url-error.ts";
import { redactSetting } from "../text/redact.ts";
import { fields } from "../text/strings.ts";
import { atLeast, type GoVersion } from "../version.ts";

export interface GoauthAt {
  version: GoVersion;
  platform: NodeJS.Platform;
  /** Null where there is nothing at the path. Without it every absolute path is taken for a folder. */
  isFolder?: (path: string) => boolean | null;
}

/**
 * Why go refuses a value of GOAUTH, or null. Go looks at it before the first https request, the last command
 * first, and not at all before 1.24; an empty value is the default. What a command of the user's own does
 * never stops go. Source: cmd/go/internal/auth/auth.go runGoAuth.
 */
export function goauthError(value: string, at: GoauthAt): Says | null {
  if (value === "" || value === "off" || !atLeast(at.version, 24)) return null;
  const commands = value.split(";").toReversed();
  for (const command of commands) {
    const [method, ...rest] = fields(command);
    if (method === undefined) return withValue("GOAUTH encountered an empty command", value);
    if (method === "off") {
      if (commands.length === 1) return null;
      return withValue("GOAUTH=off cannot be combined with other authentication commands", value);
    }
    const error = method === "git" ? gitError(rest, at) : null;
    if (error !== null) return says(error);
  }
  return null;
}

function withValue(error: string, value: string): Says {
  return says(`${error} (GOAUTH=${value})`, `${error} (GOAUTH=${redactSetting("GOAUTH", value)})`);
}

function gitError(words: readonly string[], { platform, isFolder }: GoauthAt): string | null {
  const demand = "GOAUTH=git dir method requires an absolute path to the git working directory";
  const [folder] = words;
  if (folder === undefined || words.length !== 1) return demand;
  const paths = platform === "win32" ? path.win32 : path.posix;
  const absolute =
    paths.isAbsolute(folder) && (platform !== "win32" || !/^[\\/][^\\/]/.test(folder));
  if (!absolute) return `${demand}, dir is not absolute`;
  const found = isFolder?.(folder);
  if (found === null) {
    const missing =
      platform === "win32"
        ? "The system cannot find the file specified."
        : "no such file or directory";
    const call = platform === "win32" ? "CreateFile" : "stat";
    return `GOAUTH=git encountered an error; cannot stat ${folder}: ${call} ${folder}: ${missing}`;
  }
  return found === false ? `${demand}, dir is not a directory` : null;
}
