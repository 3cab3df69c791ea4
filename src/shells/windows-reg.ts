import type { Context } from "../context.ts";
import { systemProgram } from "../programs.ts";
import { userKey } from "../registry-keys.ts";

/** A program and its arguments, to be started without a shell. */
export interface CommandLine {
  file: string;
  args: string[];
}

/** A value of the registry. `kind`: REG_SZ, REG_EXPAND_SZ, whatever else somebody put there, or Unknown. */
export interface RegistryValue {
  value: string;
  kind: string;
}

/**
 * Exports the variables of a key to a file: UTF-16, whatever the code page and the language of Windows are. `reg query` would
 * print in the code page of the console, and turn what that lacks into `?` or something similar.
 */
export function exportCommand(ctx: Context, key: string, file: string): CommandLine {
  return { file: systemProgram(ctx, "reg.exe"), args: ["export", key, file, "/y"] };
}

/** Sets (REG_SZ or REG_EXPAND_SZ) or, with null, deletes one of the user's variables. */
export function changeCommand(ctx: Context, name: string, to: RegistryValue | null): CommandLine {
  const args =
    to === null
      ? ["delete", userKey, "/v", name, "/f"]
      : ["add", userKey, "/v", name, "/t", to.kind, "/d", to.value, "/f"];
  return { file: systemProgram(ctx, "reg.exe"), args };
}

const kinds: Record<string, string> = { "1": "REG_SZ", "2": "REG_EXPAND_SZ", "7": "REG_MULTI_SZ" };
const string = String.raw`"((?:[^"\\]|\\[^])*)"`;
const entry = new RegExp(
  `\\s*${string}=(?:${string}|hex(?:\\(([0-9a-f]+)\\))?:([0-9a-f,\\\\\\s]*)|([^\\r\\n]*))`,
  "iy",
);

/**
 * The values of the first key of an exported file, by name in capitals (names are case-insensitive); null
 * where it is no such file.
 */
export function parseExport(bytes: Uint8Array): Map<string, RegistryValue> | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!utf16) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf16le", 2);
  const header = /^Windows Registry Editor Version 5\.00\s+\[[^\r\n]*\]/.exec(text);
  if (!header) return null;
  const values = new Map<string, RegistryValue>();
  entry.lastIndex = header[0].length;
  for (let match = entry.exec(text); match !== null; match = entry.exec(text)) {
    const [, name = "", plain, kind = "3", hex, other] = match;
    const unknown = { value: other ?? "", kind: "REG_DWORD" };
    let value: RegistryValue = unknown;
    if (plain !== undefined) value = { value: unescape(plain), kind: "REG_SZ" };
    else if (hex !== undefined) value = { value: fromHex(hex), kind: kinds[kind] ?? "REG_BINARY" };
    values.set(unescape(name).toUpperCase(), value);
  }
  return values;
}

function unescape(text: string): string {
  return text.replaceAll(/\\([^])/g, "$1");
}

/** A NUL-terminated string in UTF-16. */
function fromHex(text: string): string {
  const bytes = Buffer.from(text.replaceAll(/[^0-9a-f]/gi, ""), "hex");
  return bytes.toString("utf16le").replace(/\0+$/, "");
}
