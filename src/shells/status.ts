import type { Context } from "../context.ts";
import type { ShellStatus } from "../contract.ts";
import { findBlock, putBlock } from "./block.ts";
import { detectShells } from "./detect.ts";
import { envFileOf, type Family, snippet } from "./families.ts";
import { readFile, writeRefusal } from "./file.ts";
import { guiFile } from "./gui.ts";
import { isOwnText, ownText, type Stored } from "./own-text.ts";
import { everywhereOf, placesOf, shells } from "./records.ts";
import type { Place } from "./shell.ts";

type ShellState = ShellStatus["shells"][number];
type FileState = ShellState["files"][number];

/**
 * Every place of every shell with its state: its startup files, its drop-in, the env file that they read.
 * `active`: the terminal's shell or the login shell. On Windows the variables of the registry, which serve all.
 */
export async function shellStatus(ctx: Context, stored: Stored): Promise<ShellState[]> {
  if (ctx.platform === "win32") {
    return [{ shell: "registry", active: true, files: await registryState(ctx, stored) }];
  }
  const detected = await detectShells(ctx);
  const states: ShellState[] = [];
  for (const shell of shells) {
    const active = detected.some((one) => one.shell === shell && one.inUse);
    const places = await placesOf(ctx, shell, active);
    const known = new Set(places.map(({ file }) => file));
    const left = everywhereOf(ctx, shell).filter(({ file }) => !known.has(file));
    const files = [
      ...places.map((place) => stateOf(ctx, place, stored)),
      ...left.map((place) => stateOf(ctx, place, stored)).filter(isOurs),
    ];
    const used = new Set(places.flatMap((place) => (place.kind === "block" ? place.family : [])));
    for (const family of used) files.push(envFileState(ctx, family, stored));
    if (files.length > 0) states.push({ shell: shell.name, active, files });
  }
  const desktop = guiFile(ctx);
  const state = desktop && ownState(ctx, desktop.file, desktop.text(stored));
  if (state && isOurs(state)) states.push({ shell: "gui", active: false, files: [state] });
  return states;
}

/** What is stored or there; the key itself where there is neither. */
async function registryState(ctx: Context, { set, unset }: Stored): Promise<FileState[]> {
  const { readUserEnvironment, userKey } = await import("./windows.ts");
  const wanted = new Map(set);
  const keys = [...wanted.keys(), ...unset];
  const read = await readUserEnvironment(ctx, keys).catch(() => null);
  if (read === null) return [{ path: userKey, state: "refused", reason: "unreadable" }];
  const files = keys.flatMap((key): FileState[] => {
    const path = `${userKey}\\${key}`;
    const there = read.user.get(key)?.value;
    if (there === undefined) return wanted.has(key) ? [{ path, state: "absent" }] : [];
    return [{ path, state: there === wanted.get(key) ? "installed" : "outdated" }];
  });
  return files.length > 0 ? files : [{ path: userKey, state: "absent" }];
}

function isOurs({ state }: FileState): boolean {
  return state !== "absent" && state !== "refused";
}

function stateOf(ctx: Context, place: Place, stored: Stored): FileState {
  if (place.kind === "drop-in") return ownState(ctx, place.file, ownText(place.syntax, stored));
  const path = place.file;
  const present = readFile(ctx, path);
  if ("refused" in present) return { path, state: "refused", reason: present.refused };
  const found = findBlock(present.bytes ?? Buffer.alloc(0));
  if ("refused" in found) {
    return found.refused === "damaged"
      ? { path, state: "damaged" }
      : { path, state: "refused", reason: found.refused };
  }
  if (present.bytes === null || found.block === null) return absent(ctx, path);
  const follow = place.family.syntax === "pwsh";
  const put = putBlock(present.bytes, snippet(ctx, place.family), { follow });
  const same = "bytes" in put && put.bytes.equals(present.bytes);
  return { path, state: same ? "installed" : "outdated" };
}

function envFileState(ctx: Context, family: Family, stored: Stored): FileState {
  return ownState(ctx, envFileOf(ctx, family), ownText(family.syntax, stored));
}

function ownState(ctx: Context, path: string, text: string): FileState {
  const present = readFile(ctx, path);
  if ("refused" in present) return { path, state: "refused", reason: present.refused };
  if (present.bytes === null) return absent(ctx, path);
  if (!isOwnText(present.bytes)) return { path, state: "refused", reason: "foreign" };
  return { path, state: present.bytes.equals(Buffer.from(text)) ? "installed" : "outdated" };
}

/** Not there; where it could not be put there either, that is the state. */
function absent(ctx: Context, path: string): FileState {
  const reason = writeRefusal(ctx, path);
  return reason === null ? { path, state: "absent" } : { path, state: "refused", reason };
}
