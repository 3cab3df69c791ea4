import { type ShellLanguage, shell } from "../language.ts";

/** cmd.exe reads no longer line than this, `set "KEY="` included. */
const longestLine = 8191;

/** An unquoted word of a batch file (cmd/go/internal/envcmd/env.go batchEscape, and `"`, which would open a quote). */
function quoteBatch(value: string): string {
  return value.replaceAll(/[<>|&^"()]/g, "^$&").replaceAll("%", "%%");
}

/**
 * For a batch file (`call`), where `%%` is one `%`. The quoted form reads the same in `for /f` too; it cannot hold a
 * quote. Ctrl-Z ends a batch file, and other control characters are no part of a line.
 */
export const batch: ShellLanguage = {
  name: "cmd",
  quote: quoteBatch,
  set: (key, quoted, value) =>
    value.includes('"') ? `@set ${key}=${quoted}` : `@set "${key}=${value.replaceAll("%", "%%")}"`,
  comment: (text) => `@rem ${text}`,
  unset: (key) => `@set "${key}="`,
  unsetTyped: (key) => `set "${key}="`,
  refuses: (value, key) => {
    if (/[\u0001-\u0008\u000B-\u001F\u007F]/.test(value)) return "control";
    const length = quoteBatch(value).length + key.length + '@set "="'.length;
    return length > longestLine ? "too-long" : null;
  },
};

/** cmd.exe reads no file of its user (AutoRun is everybody's): it has what the registry has. */
export const cmd = shell({
  name: "cmd",
  language: batch,
  programs: ["cmd", "cmd.exe"],
  reloadCommand: (tool) => {
    const file = String.raw`"%TEMP%\goproxy-cfg-env.cmd"`;
    return `${tool} env --as cmd > ${file} && call ${file} & del ${file}`;
  },
});
