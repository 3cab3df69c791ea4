import type { Context } from "../../context.ts";
import { readRegular } from "../../regular-file.ts";

/**
 * The text of a regular file (through links), or null: absent, unreadable, a folder, a pipe, a device, too
 * large. Bytes that are no UTF-8 become U+FFFD. UTF-16 with a byte order mark is decoded, since PowerShell
 * reads it; a UTF-8 mark stays, since most shells trip over it.
 */
export function readStartupFile(ctx: Context, file: string): string | null {
  try {
    const bytes = readRegular(ctx, file);
    if (bytes === null) return null;
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
    return bytes.toString("utf8");
  } catch {
    return null;
  }
}

/** Names in a folder, in byte order; none where it cannot be listed. */
export function folderEntries(ctx: Context, folder: string): string[] {
  try {
    return ctx.fs.readdirSync(folder).toSorted((a, b) => (a < b ? -1 : 1));
  } catch {
    return [];
  }
}
