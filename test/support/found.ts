import fs from "node:fs";
import path from "node:path";

/** A real part that a test needs, or why this machine has none. */
export type Found<T> = { ok: true; value: T } | { ok: false; reason: string };

export const found = <T>(value: T): Found<T> => ({ ok: true, value });
export const missing = (reason: string): Found<never> => ({ ok: false, reason });

/** First executable of that name on PATH, or null. */
export function onPath(name: string): string | null {
  for (const folder of (process.env["PATH"] ?? "").split(path.delimiter)) {
    const file = path.join(folder, name);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      if (fs.statSync(file).isFile()) return file;
    } catch {}
  }
  return null;
}
