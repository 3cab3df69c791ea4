import type { Context } from "../context.ts";
import type { ShellStatus } from "../contract.ts";
import { userKey } from "../registry-keys.ts";
import { blockText, findBlock, putBlock } from "./managed/block.ts";
import { detectShells, shells } from "./detect.ts";
import { readFile, writeRefusal, envFileOf, type OwnFile, type ShellPlace } from "./place.ts";
import {
  desktopFile,
  readingLanguage,
  isManagedText,
  managedText,
  snippet,
  type StoredSettings,
} from "./managed/files.ts";
import type { Shell } from "./language.ts";

type ShellState = ShellStatus["shells"][number];
type FileState = ShellState["files"][number];

/**
 * Every place of every shell with its state: its startup files, its drop-in, the env file that they read.
 * `active`: the terminal's shell or the login shell. On Windows the variables of the registry, which serve all.
 */
export async function shellStatus(ctx: Context, stored: StoredSettings): Promise<ShellState[]> {
  if (ctx.platform === "win32") {
    return [{ shell: "registry", active: true, files: await registryState(ctx, stored) }];
  }
  const detected = await detectShells(ctx);
  const states: ShellState[] = [];
  for (const shell of shells) {
    const active = detected.some((one) => one.shell === shell && one.inUse);
    const places = await shell.places(ctx, active);
    const known = new Set(places.map(({ file }) => file));
    const left = shell.allPlaces(ctx).filter(({ file }) => !known.has(file));
    const files = [
      ...places.map((place) => stateOf(ctx, place, stored)),
      ...left.map((place) => stateOf(ctx, place, stored)).filter(isOurs),
    ];
    const used = new Set(places.flatMap((place) => (place.kind === "block" ? place.language : [])));
    for (const name of used) {
      files.push(ownState(ctx, envFileOf(ctx, readingLanguage(name)), stored));
    }
    if (files.length > 0) states.push({ shell: shell.name, active, files });
  }
  const desktop = desktopFile(ctx);
  const state = desktop && ownState(ctx, desktop, stored);
  if (state && isOurs(state)) states.push({ shell: "gui", active: false, files: [state] });
  return states;
}

/** The shells that have something of ours in a place of theirs. Starts no program. */
export function carryingShells(ctx: Context): Shell[] {
  return shells.filter((shell) => shell.allPlaces(ctx).some((place) => isCarrying(ctx, place)));
}

/** Whether a place of a shell has something of ours. */
export function isCarrying(ctx: Context, place: ShellPlace): boolean {
  const present = readFile(ctx, place.file);
  if ("refused" in present || present.bytes === null) return false;
  return place.kind === "own" ? isManagedText(present.bytes) : blockText(present.bytes) !== null;
}

/** What is stored or there; the key itself where there is neither. */
async function registryState(ctx: Context, { set, unset }: StoredSettings): Promise<FileState[]> {
  const { readUserEnvironment } = await import("./windows.ts");
  const wanted = new Map(set);
  const keys = [...wanted.keys(), ...unset];
  const read = await readUserEnvironment(ctx, keys).catch(() => null);
  if (read === null) return [{ path: userKey, state: "refused", reason: "unreadable" }];
  const files = keys.flatMap((key): FileState[] => {
    const path = `${userKey}\\${key}`;
    const there = read.get(key)?.value;
    if (there === undefined) return wanted.has(key) ? [{ path, state: "absent" }] : [];
    return [{ path, state: there === wanted.get(key) ? "installed" : "outdated" }];
  });
  return files.length > 0 ? files : [{ path: userKey, state: "absent" }];
}

function isOurs({ state }: FileState): boolean {
  return state !== "absent" && state !== "refused";
}

function stateOf(ctx: Context, place: ShellPlace, stored: StoredSettings): FileState {
  if (place.kind === "own") return ownState(ctx, place, stored);
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
  const follow = place.language === "pwsh";
  const put = putBlock(present.bytes, snippet(ctx, place.language), { follow });
  const same = "bytes" in put && put.bytes.equals(present.bytes);
  return { path, state: same ? "installed" : "outdated" };
}

function ownState(ctx: Context, own: OwnFile, stored: StoredSettings): FileState {
  const path = own.file;
  const present = readFile(ctx, path);
  if ("refused" in present) return { path, state: "refused", reason: present.refused };
  if (present.bytes === null) return absent(ctx, path);
  if (!isManagedText(present.bytes)) return { path, state: "refused", reason: "foreign" };
  const same = present.bytes.equals(Buffer.from(managedText(own, stored)));
  return { path, state: same ? "installed" : "outdated" };
}

/** Not there; where it could not be put there either, that is the state. */
function absent(ctx: Context, path: string): FileState {
  const reason = writeRefusal(ctx, path);
  return reason === null ? { path, state: "absent" } : { path, state: "refused", reason };
}
