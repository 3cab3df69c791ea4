import fs from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { settingsPlan } from "../../../src/changes/settings.ts";
import { withFoldersMade } from "../../../src/changes/apply.ts";
import { namedShells, shellNames } from "../../../src/shells/detect.ts";
import { planUninstall } from "../../../src/shells/uninstall.ts";
import { changesBox } from "../../support/changes.ts";
import { startupFile } from "../../support/startup-files.ts";
import { stateOf } from "../../support/state.ts";

const names = [
  ".bashrc",
  ".bash_profile",
  ".profile",
  ".zshenv",
  ".kshrc",
  ".tcshrc",
  ".cshrc",
  ".config/powershell/profile.ps1",
  ".config/elvish/rc.elv",
  ".config/fish/config.fish",
];

/** How a startup file lies in a home folder. */
const lying = fc.record({
  name: fc.constantFrom(...names),
  bytes: startupFile,
  mode: fc.constantFrom(0o644, 0o600, 0o755, 0o640, 0o4755),
  as: fc.constantFrom("file", "file", "link", "dangling", "hard-link", "link-to-link"),
});

/** cmd has the registry alone. */
const withFiles = shellNames.filter((name) => name !== "cmd");

const homes = fc.record({
  files: fc.uniqueArray(lying, { maxLength: 6, selector: ({ name }) => name }),
  empty: fc.subarray([
    ".config/environment.d",
    ".config/fish/conf.d",
    ".config/goproxy-cfg",
    ".config/nushell/autoload",
    ".config/xonsh",
  ]),
  shells: fc.subarray(withFiles, { minLength: 1 }),
  gui: fc.boolean(),
  overrule: fc.boolean(),
  values: fc.tuple(fc.constantFrom("off", "direct"), fc.constantFrom("https://a.example")),
});
type Home = typeof homes extends fc.Arbitrary<infer T> ? T : never;

function furnish(home: string, { files, empty }: Home): void {
  for (const folder of empty) fs.mkdirSync(path.join(home, folder), { recursive: true });
  for (const [at, { name, bytes, mode, as }] of files.entries()) {
    const file = path.join(home, name);
    const other = path.join(home, "dotfiles", String(at));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.mkdirSync(path.dirname(other), { recursive: true });
    if (as === "dangling") {
      fs.symlinkSync(path.join("/", other, "not", "there"), file);
      continue;
    }
    fs.writeFileSync(as === "file" ? file : other, bytes);
    fs.chmodSync(as === "file" ? file : other, mode);
    if (as === "hard-link") fs.linkSync(other, file);
    if (as === "link") fs.symlinkSync(other, file);
    if (as === "link-to-link") {
      fs.symlinkSync(path.basename(other), `${other}.link`);
      fs.symlinkSync(path.relative(path.dirname(file), `${other}.link`), file);
    }
  }
}

/** Every file of a home folder but our records and go's file: bytes, mode, owner, names, where links lead. */
function seen(home: string, below = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of fs.readdirSync(path.join(home, below), { withFileTypes: true })) {
    const name = path.join(below, entry.name);
    const file = path.join(home, name);
    if (name === ".local" || name === ".config/go") continue;
    const { mode, uid, gid, nlink } = fs.lstatSync(file);
    const about = `${mode.toString(8)} ${uid}:${gid}`;
    if (entry.isDirectory()) Object.assign(found, { [name]: about }, seen(home, name));
    else if (entry.isSymbolicLink()) found[name] = `${about} -> ${fs.readlinkSync(file)}`;
    else found[name] = `${about} ${nlink} ${fs.readFileSync(file, "latin1")}`;
  }
  return found;
}

it("any home: install, again, change, uninstall leaves all as it was, and undo walks all the way back", async () => {
  await fc.assert(
    fc.asyncProperty(homes, async (home) => {
      const absent = { code: null, stdout: "", stderr: "", timedOut: false, failure: "ENOENT" };
      const box = changesBox({
        content: "",
        ctx: { exec: () => Promise.resolve(absent), platform: "linux" },
      });
      const { ctx } = box;
      const state = stateOf(box);
      furnish(box.home, home);
      const install = {
        shells: namedShells(home.shells),
        gui: home.gui,
        overrule: home.overrule,
        command: "",
      };
      const uninstall = async () => withFoldersMade(ctx, (await planUninstall(ctx)).plan);
      const set = (GOPROXY: string, wish?: typeof install) =>
        box.run("use", async () => (await settingsPlan(ctx, state, { GOPROXY }, wish)).plan);

      const stages = [seen(box.home)];
      const [first, second] = home.values;
      await set(first, install);
      stages.push(seen(box.home));
      expect((await set(first, install)).changes).toEqual([]);
      expect(seen(box.home)).toEqual(stages[1]);
      await set(second);
      stages.push(seen(box.home));
      await box.run("shell uninstall", uninstall);
      expect(seen(box.home)).toEqual(stages[0]);
      expect((await box.run("shell uninstall", uninstall)).changes).toEqual([]);
      for (const stage of stages.toReversed()) {
        await box.undo();
        expect(seen(box.home)).toEqual(stage);
      }
    }),
    { numRuns: 30 },
  );
}, 120_000);
