import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { binFile, run } from "../../support/bin.ts";
import { realGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { shell, unshared } from "../../support/netns.ts";
import { user } from "../../support/user.ts";

const before = `${"# a line of mine\n".repeat(200)}GOFLAGS=-mod=mod\n`;
const chain = Array.from({ length: 90 }, (_, at) => `https://m${at}.corp.example`).join(",");

/** What was free, in kilobytes; a file takes whole pages of four. */
const levels =
  process.env["FUZZ_RUNS"] === undefined
    ? [0, 8, 16, 24, 28, 32, 48]
    : Array.from({ length: 25 }, (_, at) => 4 * at);

/**
 * A home folder on a disk of its own, filled up to so many kilobytes, on which the tool writes; with room again it
 * takes that back. What was seen lies outside of the disk, by level.
 */
const script = (home: string, seen: string, link: string) => `
cd /
for free in ${levels.join(" ")}; do
  out=${seen}/$free
  mkdir -p "$out"
  mount -t tmpfs -o size=400k tmpfs ${home}
  mkdir -p ${home}/.config/go ${home}/.local/state
  cp ${seen}/before ${home}/.config/go/env
  ${link}
  yes > ${home}/filler 2>/dev/null || true
  truncate -s -"$free"K ${home}/filler
  "$@" use '${chain}' --no-verify > "$out/said" 2>&1 && echo 0 > "$out/code" || echo $? > "$out/code"
  cp ${home}/.config/go/env "$out/after"
  find ${home} -name '*.goproxy-cfg' > "$out/strays"
  rm ${home}/filler
  "$@" private add corp.example -q > "$out/next" 2>&1
  "$@" undo -q > "$out/undo" 2>&1
  if [ "$(cat "$out/code")" = 0 ]; then "$@" undo -q >> "$out/undo" 2>&1; fi
  cp ${home}/.config/go/env "$out/undone"
  umount ${home}
done
`;

for (const [how, link] of [
  ["replaced", (_home: string) => "true"],
  ["written in place", (home: string) => `ln ${home}/.config/go/env ${home}/other`],
] as const) {
  test(`a disk of any fullness, a file that is ${how}: old or new, and told truly`, async (context) => {
    need(context, realGo());
    const prefix = need(context, unshared("--map-root-user", "--mount"));
    const one = user();
    const seen = path.join(one.root, "seen");
    fs.mkdirSync(seen);
    fs.writeFileSync(path.join(seen, "before"), before);
    const line = shell(script(one.home, seen, link(one.home)), prefix);
    const env = { ...one.env, GOTELEMETRY: "off" };
    const ended = await run([...line, process.execPath, binFile()], { env, cwd: "/" });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const codes = levels.map((level) => {
      const read = (name: string) => fs.readFileSync(path.join(seen, `${level}`, name), "utf8");
      const code = Number(read("code"));
      const after = read("after");
      expect({ level, undone: read("undone"), strays: read("strays") }).toEqual({
        level,
        undone: before,
        strays: "",
      });
      if (code === 0) {
        expect(after).toBe(`${before}GOPROXY=${chain}\n`);
      } else {
        expect(read("said")).toMatch(/no space left on device[^]*The disk is full/);
        expect(read("said")).not.toContain(".goproxy-cfg");
        expect(after).toBe(before);
      }
      return code;
    });
    // Neither all nor none: the levels are about where it matters.
    expect(new Set(codes)).toEqual(new Set([0, 1]));
  });
}
