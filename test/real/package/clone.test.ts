import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { run } from "../../support/bin.ts";
import { onPath } from "../../support/found.ts";
import { goDownload, realGo, realProxy } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { user } from "../../support/user.ts";

const root = path.resolve(import.meta.dirname, "../../..");

test("a clone with an empty home: scripts/run.sh use MIRROR, then go downloads through it", async (ctx) => {
  need(ctx, realGo());
  const mirror = need(ctx, realProxy());
  const git = onPath("git");
  ctx.skip(
    git === null || !fs.existsSync(path.join(root, ".git")),
    "no git, or no repository here",
  );
  const someone = user();
  const clone = path.join(someone.root, "clone");
  const options = { env: someone.env, cwd: someone.home, timeout: 120_000 };
  const line = [git ?? "", "-c", "safe.directory=*", "clone", "--quiet", root, clone];
  expect(await run(line, options)).toMatchObject({ code: 0 });
  // What `npm ci` would fetch lies in this checkout; the script installs where it is older than the lock file.
  fs.symlinkSync(path.join(root, "node_modules"), path.join(clone, "node_modules"));
  fs.utimesSync(path.join(clone, "package-lock.json"), 0, 0);
  expect(fs.readdirSync(someone.home)).toEqual([]);

  const used = await run(["sh", path.join(clone, "scripts/run.sh"), "use", mirror], options);
  expect(used).toMatchObject({ code: 0 });
  expect(fs.existsSync(path.join(clone, "dist/main.cjs"))).toBe(true);
  expect(someone.stored()).toBe(`GOPROXY=${mirror}|direct\n`);
  const download = await goDownload(someone.env, "rsc.io/quote@v1.5.2", { timeout: 60_000 });
  expect(download).toMatchObject({
    error: null,
    sum: "h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=",
  });
});
