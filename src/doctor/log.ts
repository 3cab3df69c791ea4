import type { Note } from "../findings.ts";
import { ruled } from "./log-rules.ts";

/** What one line of a build log is about. */
export interface Recognised {
  /** The module that could not be had; null where the line names none. */
  module: { module: string; version: string | null } | null;
  note: Note;
}

/**
 * The lines of a log in which go says why a module or a toolchain could not be had, the first one of each kind; a
 * line that continues the one before (indented) belongs to it.
 */
export function recognise(log: string): Recognised[] {
  const found = new Map<string, Recognised>();
  const text = log.slice(0, 4 * 1024 * 1024).replaceAll("\r\n", "\n");
  for (const paragraph of text.split(/\n(?!\s)/)) {
    if (paragraph.length > 20_000) continue;
    const one = recogniseOne(paragraph);
    if (one === null) continue;
    const kind = JSON.stringify([one.note, one.module?.module]);
    if (!found.has(kind)) found.set(kind, one);
  }
  return [...found.values()];
}

function recogniseOne(paragraph: string): Recognised | null {
  const module = moduleOf(paragraph);
  const found = ruled(paragraph);
  if (found === null) return null;
  if (found.code === "sumdb.mismatch" && module !== null) {
    found.args.module = `${module.module}@${module.version ?? ""}`;
  }
  return { module, note: found };
}

/** `go: example.com/m@v1.2.3: …`, `go: module example.com/m: …`, `main.go:4:2: example.com/m@v1.2.3: …`. */
function moduleOf(paragraph: string): Recognised["module"] {
  const path = String.raw`([a-zA-Z0-9.-]+\.[a-zA-Z]{2,}(?:\/[\w.~+-]+)*)`;
  const versioned = new RegExp(`(?:^|[\\s:])${path}@(v\\d[\\w.+-]*|latest)`).exec(paragraph);
  if (versioned !== null) return { module: versioned[1]!, version: versioned[2]! };
  const plain = new RegExp(`\\bmodule ${path}:`).exec(paragraph);
  return plain === null ? null : { module: plain[1]!, version: null };
}
