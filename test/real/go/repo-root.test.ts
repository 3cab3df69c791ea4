import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Env } from "../../../src/context.ts";
import type { Why } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { noCertificates } from "../../support/lab/certificates.ts";
import { startLab } from "../../support/lab/lab.ts";
import { onPath } from "../../support/found.ts";
import { goDownload, realGo, since } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { sandbox } from "../../support/sandbox.ts";
import { startStranger, type Stranger, strangerHost } from "../../support/stranger.ts";

const go = realGo();
const canRun = go.ok && onPath("git") !== null && noCertificates() === null;
const module = `${strangerHost}/x`;
let stranger: Stranger;

beforeAll(async () => {
  if (canRun) stranger = await startStranger();
});
afterAll(() => stranger?.stop());

/** Whether a git was started for a repository. */
const asksRepository = (calls: readonly string[]) =>
  calls.some((line) => /^ls-remote\b/.test(line));

async function both(vcs: string, url: string, more: Env = {}) {
  const pwned = path.join(stranger.folder, "PWNED");
  const address = url.replace("CMD", `touch\${IFS}${pwned};`);
  stranger.page = `<meta name="go-import" content="${module} ${vcs} ${address}">`;
  const env: Env = { ...stranger.env, GOPROXY: "direct", GOSUMDB: "off", ...more };
  const box = sandbox({ env });
  fs.rmSync(pwned, { force: true });
  stranger.calls();
  stranger.asked();
  await run(box.ctx, ["why", `${module}@v1.0.0`, "--probe", "--json"]);
  const ours = { git: asksRepository(stranger.calls()), web: stranger.asked().length > 0 };
  expect(fs.existsSync(pwned)).toBe(false);
  const real = await goDownload(env, `${module}@v1.0.0`);
  const theirs = { git: asksRepository(stranger.calls()), web: stranger.asked().length > 0 };
  const { outcome } = JSON.parse(box.stdout()) as Why;
  return { ours, theirs, real, ok: outcome?.ok, error: outcome?.error };
}

describe.skipIf(!canRun)(
  "a repository that a stranger's page names is asked where go asks it",
  () => {
    test.for([
      ["git", "--upload-pack=CMD"],
      ["git", "--exec=CMD"],
      ["git", "-uCMD"],
      ["git", "--upload-pack=CMD://x"],
      ["git", "/etc"],
      ["git", "file:///etc"],
      ["git", "FILE:///etc"],
      ["git", "ext::sh://x"],
      ["git", "ext::touch"],
      ["git", "git@git.lab.example:x"],
      ["git", "//git.lab.example/x"],
      ["git", "https:git.lab.example/x"],
      ["git", "ssh://-oProxyCommand=CMD/x"],
      ["git", "http://git.lab.example/x"],
      ["git", "https://git.lab.example/x"],
      ["git", "https://git.lab.example:x/x"],
      ["git", "https://git.lab.example/%zz"],
      ["git", "HTTPS://git.lab.example/x"],
      ["svn", "https://git.lab.example/x"],
      ["cvs", "https://git.lab.example/x"],
      ["GIT", "https://git.lab.example/x"],
      ["mod", "--upload-pack=CMD"],
      ["mod", "file:///etc"],
      ["mod", "ftp://git.lab.example/x"],
      ["mod", "/etc"],
      ["mod", "http://git.lab.example/x"],
      ["mod", "https://git.lab.example/x"],
    ] as const)("%s %s", async ([vcs, url], context) => {
      if (url.startsWith("HTTPS:")) {
        since(context, need(context, go), 26, "question for the object format before any other");
      }
      const { ours, theirs, real, ok } = await both(vcs, url);
      expect(ours, `go: ${real.error}`).toEqual(theirs);
      expect(ok, `go: ${real.error}`).toBe(real.ok);
    });

    test("a folder's page does not speak for the whole site", async () => {
      const meta = (url: string) => `<meta name="go-import" content="${strangerHost} git ${url}">`;
      const env: Env = { ...stranger.env, GOPROXY: "direct", GOSUMDB: "off" };
      onTestFinished(() => void (stranger.pages = {}));
      for (const other of ["https://git.lab.example/x", "https://git.lab.example/other"]) {
        stranger.pages = { "/x": meta("https://git.lab.example/x"), "/": meta(other) };
        const box = sandbox({ env });
        stranger.calls();
        await run(box.ctx, ["why", `${module}@v1.0.0`, "--probe", "--json"]);
        const ours = asksRepository(stranger.calls());
        const real = await goDownload(env, `${module}@v1.0.0`);
        expect(ours, `go: ${real.error}`).toBe(asksRepository(stranger.calls()));
        expect(ours).toBe(other.endsWith("/x"));
      }
    });

    test("a repository with the word proxy in its name is no broken proxy", async () => {
      const { error, real } = await both("git", "https://git.lab.example/proxy");
      expect(error, `go: ${real.error}`).toBe("net.status");
    });

    test("the comparison sees what is asked", async () => {
      const repository = await both("git", "https://git.lab.example/x");
      expect(repository.theirs).toEqual({ git: true, web: true });
      const proxy = await both("mod", "https://git.lab.example/x");
      expect(proxy.theirs).toEqual({ git: false, web: true });
    });

    test.for(["ok", "403"])("nobody is asked where go ends at a proxy (%s)", async (fault) => {
      const lab = await startLab();
      onTestFinished(() => lab.stop());
      stranger.page = `<meta name="go-import" content="rsc.io/quote git https://${strangerHost}/x">`;
      const env = { ...stranger.env, GOPROXY: `${lab.url(fault)},direct`, GOSUMDB: "off" };
      const box = sandbox({ env });
      stranger.calls();
      await run(box.ctx, ["why", "rsc.io/quote@v1.5.2", "--probe", "--json"]);
      expect(asksRepository(stranger.calls())).toBe(false);
      const { outcome } = JSON.parse(box.stdout()) as Why;
      expect(outcome?.ok).toBe((await goDownload(env, "rsc.io/quote@v1.5.2")).ok);
      expect(asksRepository(stranger.calls())).toBe(false);
    });

    test.for([
      ["doctor"],
      ["doctor", "--log", "build.log"],
      ["doctor", "--module", `${module}@v1.0.0`],
    ])("%s starts nothing in a repository that needs such a module", async (line) => {
      const pwned = path.join(stranger.folder, "PWNED");
      fs.rmSync(pwned, { force: true });
      stranger.page = `<meta name="go-import" content="${module} git --upload-pack=touch\${IFS}${pwned};">`;
      const box = sandbox({ env: { ...stranger.env, GOPROXY: "direct", GOVCS: "*:off" } });
      box.write("go.mod", `module h\n\ngo 1.20\n\nrequire ${module} v1.0.0\n`);
      const log = box.write(
        "build.log",
        `go: ${module}@v1.0.0: reading ${module}: 404 Not Found\n`,
      );
      stranger.calls();
      await run(
        box.ctx,
        line.map((word) => (word === "build.log" ? log : word)),
      );
      expect(fs.existsSync(pwned)).toBe(false);
      expect(asksRepository(stranger.calls())).toBe(false);
      expect(box.stdout()).toContain(strangerHost);
    });

    test.for([
      "*:off",
      "public:hg",
      "git.lab.example:git",
      "public:off,private:all",
      "bad",
      "private:off",
    ])("GOVCS=%s", async (GOVCS) => {
      for (const GOPRIVATE of ["", strangerHost]) {
        const seen = await both("git", "https://git.lab.example/x", { GOVCS, GOPRIVATE });
        if (!seen.ours.git) expect(seen.error).toBe("govcs.invalid");
        expect(seen.ours, `go: ${seen.real.error}`).toEqual(seen.theirs);
      }
    });
  },
);
