import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { realGo, runGo } from "../../support/go.ts";
import { user } from "../../support/user.ts";

const go = realGo();
let lab: Lab;

beforeAll(async () => void (lab = await startLab()));
afterAll(() => lab?.stop());
beforeEach(() => void lab.takeRequests());

const part = "a private mirror before a public one";
describe.skipIf(!go.ok)(go.ok ? part : `${part}: ${go.reason}`, () => {
  /** What the public mirror is asked for when go downloads through what `use corp public` has written. */
  async function askedOfPublic(corp: string): Promise<{ code: number; asked: string[] }> {
    const box = user({ GOSUMDB: "off", GOFLAGS: "-modcacherw" });
    for (const words of [
      ["mirror", "add", "corp", corp, "--private"],
      ["mirror", "add", "public", lab.url()],
      ["use", "corp", "public", "--no-direct", "--no-verify"],
    ]) {
      const { code, stderr } = await box.cfg(words);
      expect([code, stderr]).toEqual([0, expect.anything()]);
    }
    expect(box.stored()).toBe(`GOPROXY=${corp},${lab.url()}\n`);
    lab.takeRequests();
    const words = ["mod", "download", "example.com/hello@v1.1.0"];
    const { code } = await runGo(found(), words, { env: box.env, cwd: box.home });
    const mirror = lab.url().split("/").at(-1);
    const asked = lab.requests.filter((seen) => seen.mirror === mirror).map(({ url }) => url);
    return { code: code ?? 1, asked };
  }

  const found = () => {
    if (!go.ok) throw new Error(go.reason);
    return go.value;
  };

  it.each([
    ["refuses with 403", () => lab.url("status=403")],
    ["fails with 500", () => lab.url("status=500")],
    ["is down", () => lab.refused],
  ])("that %s: the public one is told nothing", async (_, corp) => {
    const { code, asked } = await askedOfPublic(corp());
    expect(code).not.toBe(0);
    expect(asked).toEqual([]);
  });

  it("that has no such module: the public one is asked", async () => {
    const { code, asked } = await askedOfPublic(lab.url("status=404"));
    expect(code).toBe(0);
    expect(asked).not.toEqual([]);
  });
});
