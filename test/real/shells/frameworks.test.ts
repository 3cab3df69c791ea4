import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { theirs } from "../../support/constructs.ts";
import { frameworkHomes } from "../../support/frameworks.ts";
import { opened } from "../../support/opened.ts";
import { find } from "../../support/shells.ts";
import { user, type User } from "../../support/user.ts";
import { filesOfHome } from "../../support/home-files.ts";

const stored = "https://stored.example,direct";

/** What a new shell prints before its first command. */
function printed({ home, env }: User, shell: string): string {
  const { stdout, stderr } = spawnSync(find(shell)!, ["-i"], {
    cwd: home,
    env: { ...env, TERM: "xterm" },
    input: "",
    encoding: "utf8",
    timeout: 30_000,
  });
  return `${stdout}\n${stderr}`.replaceAll(/\d{3,}/g, "N");
}

for (const { name, shell, files, sets } of frameworkHomes) {
  it(`${shell}: ${name}`, async (test) => {
    test.skip(find(shell) === null || find("script") === null, `${shell} is not installed`);
    const one = user({ SHELL: find(shell)! });
    for (const [file, text] of Object.entries(files)) one.write(file, text);
    printed(one, shell);
    const [before, said] = [filesOfHome(one.home, /history|zcompdump/), printed(one, shell)];

    const use = await one.cfg(["use", stored, "--no-verify", "--shell", "--json"]);
    const has = (await opened(one, shell))?.["GOPROXY"] || stored;
    expect({ has, exit: use.code }).toEqual({ has: sets ? theirs : stored, exit: sets ? 4 : 0 });
    expect(printed(one, shell)).toBe(said);

    const again = await one.cfg(["use", stored, "--no-verify", "--shell", "--yes", "--json"]);
    expect(again.code).toBe(0);
    expect((await opened(one, shell))?.["GOPROXY"] || stored).toBe(stored);
    expect(printed(one, shell)).toBe(said);
    expect((await one.cfg(["shell", "uninstall"])).code).toBe(0);
    expect(filesOfHome(one.home, /history|zcompdump/)).toEqual(before);
  });
}
