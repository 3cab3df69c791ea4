import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gitConfigPlan } from "../../../src/changes/revert.ts";
import { type Git, readGit, ruleFor } from "../../../src/git/config.ts";
import { run } from "../../support/bin.ts";
import { onPath } from "../../support/found.ts";
import { sandbox } from "../../support/sandbox.ts";

describe.skipIf(onPath("git") === null)("git's configuration, as the real git has it", () => {
  test(
    "which rule wins: made-up rules, against git ls-remote --get-url",
    { timeout: 60_000 },
    async () => {
      const { ctx, env, root, write } = sandbox({ env: { GIT_CONFIG_NOSYSTEM: "1" } });
      const piece = fc.constantFrom("", "https://", "a.example", "/", "b", ".git", "team/", "x");
      const prefix = fc.array(piece, { minLength: 1, maxLength: 4 }).map((all) => all.join(""));
      const rules = fc.array(prefix.filter(Boolean), { maxLength: 6 });
      const url = fc.constantFrom("https://a.example/team/x.git", "https://b/x", "a.example/b");
      const twice: [string[], string][] = [
        [["https://", "https://"], "https://b/x"],
        [["x", "https://", "https://"], "https://b/x"],
      ];
      for (const [prefixes, asked] of [
        ...twice,
        ...fc.sample(fc.tuple(rules, url), { numRuns: 60, seed: 5 }),
      ]) {
        const lines = prefixes.map(
          (one, at) => `[url "ssh://base${at % 2}/"]\n\tinsteadOf = "${one}"\n`,
        );
        write(".gitconfig", lines.join(""));
        const git = (await readGit(ctx)) as Git;
        expect(git.rules.map((rule) => rule.prefix).toSorted()).toEqual(prefixes.toSorted());
        const rule = ruleFor(git.rules, asked);
        const ours = rule === null ? asked : rule.base + asked.slice(rule.prefix.length);
        const line = ["git", "ls-remote", "--get-url", asked];
        const theirs = (await run(line, { env, cwd: root })).stdout.trim();
        expect([lines, ours]).toEqual([lines, theirs]);
      }
    },
  );

  test("added and taken out again: every other byte stays", async () => {
    const own =
      '# mine\r\n[user]\n\tname = \u00e4 # x\n\n[url "ssh://git@h.example/"]\n\tpushInsteadOf = x\n\tinsteadOf = https://h.example/deeper/\n';
    const { ctx, write, read } = sandbox({ env: { GIT_CONFIG_NOSYSTEM: "1" } });
    write(".gitconfig", own);
    const rule = { base: "ssh://git@h.example/", prefix: "https://h.example/" };
    const git = (await readGit(ctx)) as Git;
    const { edits: [added] = [] } = await gitConfigPlan(ctx, git, [rule], []);
    write(".gitconfig", added!.after!);
    expect((await readGit(ctx))?.rules).toContainEqual(expect.objectContaining(rule));
    const { edits: [removed] = [] } = await gitConfigPlan(ctx, git, [], [rule]);
    expect(removed!.after!.toString()).toBe(own);
    expect(read(".gitconfig")).toBe(added!.after!.toString());
  });
});
