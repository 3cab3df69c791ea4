import fs from "node:fs";
import { describe, expect, it } from "vitest";
import { find } from "../../support/shells.ts";
import { opened } from "../../support/opened.ts";
import { user } from "../../support/user.ts";
import { filesOfHome } from "../../support/home-files.ts";

const stored = "https://stored.example,direct";
const theirs = "https://theirs.example,direct";

/** Lines in one another's way: behind one that goes the next one wins. */
const homes: Record<string, Record<string, Record<string, string>>> = {
  zsh: {
    "two lines in two files": {
      ".zshrc": `export GOPROXY=${theirs}\nsource ~/more.zsh\n`,
      "more.zsh": `export GO111MODULE=on GOPROXY=${theirs}\nalias a=b\n`,
    },
    "behind && at the end of a line": {
      ".zshrc": `[[ -d /no/such ]] &&\nexport GOPROXY=x\nexport GOPROXY=${theirs}\n`,
    },
    "a function that is called": { ".zshrc": `on() { export GOPROXY=${theirs}; }\non\n` },
    "two statements": { ".zshrc": `GOPROXY=${theirs}; export GOPROXY\n` },
  },
  fish: {
    "behind and": { ".config/fish/config.fish": `test -d /; and set -gx GOPROXY ${theirs}\n` },
    setenv: { ".config/fish/config.fish": `if true\n  setenv GOPROXY ${theirs}\nend\n` },
  },
};

describe("`use --shell --yes` is one change", () => {
  for (const [shell, kinds] of Object.entries(homes)) {
    for (const [name, files] of Object.entries(kinds)) {
      it(`${shell}: ${name}`, async (test) => {
        test.skip(find(shell) === null || find("script") === null, `${shell} is not installed`);
        const one = user({ SHELL: find(shell)! });
        for (const [file, text] of Object.entries(files)) one.write(file, text);
        const before = filesOfHome(one.home);
        const use = await one.cfg(["use", stored, "--no-verify", "--shell", "--yes"]);
        expect(use).toMatchObject({ code: 0 });
        expect((await opened(one, shell))?.["GOPROXY"]).toBe(stored);
        // What was commented out is no conflict any more, and nothing is left to warn of.
        const doctor = await one.cfg(["doctor", "--offline", "--only", "env,shell", "--strict"]);
        expect(doctor).toMatchObject({ code: 0 });
        expect((await one.cfg(["undo"])).code).toBe(0);
        expect(filesOfHome(one.home)).toEqual(before);
        expect((await one.cfg(["undo"])).code).toBe(1);
      });
    }
  }

  it("a file that other programs read is left alone", async (test) => {
    test.skip(find("zsh") === null, "zsh is not installed");
    const one = user({ SHELL: find("zsh")! });
    one.write(".zshrc", "set -a; source ~/app/.env; set +a\n");
    const file = one.write("app/.env", `GOPROXY=${theirs}\n`);
    const use = await one.cfg(["use", stored, "--no-verify", "--shell", "--yes", "--json"]);
    expect(use.code).toBe(1);
    expect(use.stdout).toContain('"reason": "shared"');
    expect(fs.readFileSync(file, "utf8")).toBe(`GOPROXY=${theirs}\n`);
  });
});
