import { describe, expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { topics as english } from "../../../src/text/en/topics.ts";
import { topics as chinese } from "../../../src/text/zh/topics.ts";
import { sandbox } from "../../support/sandbox.ts";

async function help(...names: string[]) {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  const code = await run(box.ctx, ["help", ...names]);
  return { code, stdout: box.stdout(), stderr: box.stderr() };
}

const commands = (text: string) =>
  text.split("\n").flatMap((line) => (line.startsWith("$ ") ? [line.slice(2)] : []));

describe("help", () => {
  it.each(Object.keys(english))("%s is told in both languages", async (topic) => {
    const [en, zh] = [await help(topic), await help(topic, "--lang", "zh")];
    expect(en).toMatchObject({ code: 0, stderr: "" });
    expect(zh.stdout).toMatch(/[一-龥]/);
    expect(en.stdout).not.toMatch(/[一-龥]/);
  });

  it("has the same commands in both, and each is one that there is", async () => {
    for (const topic of Object.keys(english) as (keyof typeof english)[]) {
      expect(commands(chinese[topic])).toEqual(commands(english[topic]));
      for (const command of commands(english[topic])) {
        const [program, verb = "", word] = command.split(" ");
        if (program !== "goproxy-cfg") continue;
        const names = verb === "help" || verb === "private" ? [verb, word ?? ""] : [verb];
        expect(await help(...(verb === "help" ? [word ?? ""] : names))).toMatchObject({ code: 0 });
      }
    }
  });

  it("is what the picker is where nobody sits", async () => {
    const box = sandbox({ env: { PATH: "/nonexistent" } });
    expect(await run(box.ctx, ["pick"])).toBe(0);
    expect({ stdout: box.stdout(), stderr: box.stderr() }).toMatchObject({
      stdout: (await help()).stdout,
      stderr: "",
    });
  });

  it("of a verb is its --help; of nothing that of the program", async () => {
    expect((await help("private", "add")).stdout).toContain("goproxy-cfg private add corp.com");
    const { code, stdout } = await help();
    expect(code).toBe(0);
    expect(stdout).toContain("goproxy-cfg help fallback");
  });

  it("of something unknown is a did-you-mean", async () => {
    const { code, stderr } = await help("falback");
    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean `fallback`?");
  });
});
