import fs from "node:fs";
import path from "node:path";
import type { Plan } from "../../src/plan.ts";

/** Carries a plan out in the simplest way, links followed. Fails where a file is not what the plan was made from. */
export function applyPlan(plan: Plan): void {
  for (const { file, before, after, mode, folders } of plan.edits ?? []) {
    const real = behindLinks(file);
    const now = fs.existsSync(real) ? fs.readFileSync(real) : null;
    if (now === null ? before !== null : before === null || !now.equals(before)) {
      throw new Error(`${file} is not what the plan was made from`);
    }
    if (after === null) {
      fs.unlinkSync(real);
      for (const folder of (folders ?? []).toReversed()) {
        if (fs.existsSync(folder) && fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
      }
    } else {
      fs.mkdirSync(path.dirname(real), { recursive: true });
      fs.writeFileSync(real, after, mode === undefined ? {} : { mode });
    }
  }
}

function behindLinks(file: string): string {
  try {
    return behindLinks(path.resolve(path.dirname(file), fs.readlinkSync(file)));
  } catch {
    return file;
  }
}

/** Every file below a folder with its bytes (latin1), links with where they lead, folders with null. */
export function tree(folder: string, below = ""): Record<string, string | null> {
  const found: Record<string, string | null> = {};
  const entries = fs.readdirSync(path.join(folder, below), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = path.join(below, entry.name);
    if (entry.isDirectory()) Object.assign(found, { [name]: null }, tree(folder, name));
    else if (entry.isSymbolicLink()) found[name] = `-> ${fs.readlinkSync(path.join(folder, name))}`;
    else if (entry.isFile()) found[name] = fs.readFileSync(path.join(folder, name), "latin1");
    else found[name] = "no file";
  }
  return found;
}
