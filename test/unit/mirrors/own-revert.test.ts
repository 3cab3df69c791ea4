import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { revertMirrors, withMirror, withoutMirrors } from "../../../src/mirrors/own-edit.ts";
import { userDocument } from "../../../src/config/read.ts";
import type { OwnMirror } from "../../../src/catalog/catalog.ts";

const serves = { modules: null, sumdb: null, toolchain: null };
const mirror = (name: string, url = `https://${name}.example`): OwnMirror => ({
  name,
  url,
  serves,
  private: false,
  pinned: false,
});
const own = (text: string) => userDocument("config.json", text).mirrors;
const add = (text: string, one: OwnMirror) => withMirror(text, one, own(text));
const remove = (text: string, ...names: string[]) => withoutMirrors(text, names, own(text));

/** What is left of `now` where the change between the two is taken back; null: no file. */
function revert(now: string | null, before: string | null, after: string | null) {
  const bytes = [now, before, after].map((text) => (text === null ? null : Buffer.from(text)));
  const [a, b, c] = bytes as [Buffer | null, Buffer | null, Buffer | null];
  const reverted = revertMirrors(a, b, c, "config.json");
  return { ...reverted, text: reverted.bytes?.toString() ?? null };
}

const team = `{
  "theme": "dark", // mine
  "mirrors": [
    // the old one
    { "name": "a", "url": "https://a.example", "why": "it was first" }, // a's
    /* b */ { "name": "b", "url": "https://b.example" },
    {
      "name": "c",
      "url": "https://c.example", // c's
    }, // last
  ],
}
`;

describe("a change of mirrors, taken back in a file that was changed since", () => {
  it("an added one goes, and what others wrote stays", () => {
    const first = add("", mirror("a"));
    const both = add(first, mirror("b"));
    expect(revert(both, null, first)).toMatchObject({ changed: [], isEmpty: false });
    expect(revert(both, null, first).text).toBe(add("", mirror("b")));
    const theirs = both.replace("{\n", '{\n  "theme": "dark", // mine\n');
    expect(revert(theirs, null, first).text).toBe(
      add("", mirror("b")).replace("{\n", '{\n  "theme": "dark", // mine\n'),
    );
    expect(revert(theirs, first, both).text).toBe(
      first.replace("{\n", '{\n  "theme": "dark", // mine\n'),
    );
  });

  it("so does the list that was made for it, if nothing else is in it", () => {
    const before = '{ "theme": "dark" }\n';
    const after = add(before, mirror("a"));
    expect(revert(after.replace("dark", "light"), before, after).text).toBe(
      '{ "theme": "light"\n}\n',
    );
    const kept = add(after, mirror("b")).replace("dark", "light");
    expect(revert(kept, before, after).text).toContain('"name": "b"');
    const alone = add("", mirror("a"));
    expect(revert(`\n${alone}`, null, alone)).toMatchObject({ text: "\n{}\n", isEmpty: true });
  });

  it("removed ones are again where they were, as they were written", () => {
    for (const gone of [["a"], ["b"], ["c"], ["a", "b"], ["b", "c"], ["a", "c"]]) {
      const after = remove(team, ...gone);
      const now = after.replace("dark", "light");
      const { text, changed } = revert(now, team, after);
      expect(changed).toEqual([]);
      expect(own(text!)).toEqual(own(team));
      for (const written of ['"why": "it was first" }', "// c's", "// a's", "/* b */", "// last"]) {
        const isInOne = ["// c's", '"why": "it was first" }'].includes(written);
        if (!isInOne || !gone.includes("c")) expect(text).toContain(written);
      }
    }
    const after = remove(team, "b");
    expect(revert(after.replace("dark", "light"), team, after).text).toBe(
      team.replace("dark", "light"),
    );
  });

  it("also into no list, and into no file", () => {
    const after = remove(team, "a", "b", "c");
    for (const now of ['{"theme":1}', '{"mirrors":null}', "{}", '{"mirrors":[ // none\n]}', null]) {
      expect(own(revert(now, team, after).text!)).toEqual(own(team));
    }
  });

  it("another one is named, and overwritten with nothing else", () => {
    const after = add(team, mirror("d"));
    const now = after.replace("https://d.example", "https://d2.example").replace("dark", "light");
    expect(revert(now, team, after)).toMatchObject({
      changed: ["d"],
      text: team.replace("dark", "light"),
    });
    const without = remove(team, "a");
    const again = add(without, mirror("a", "https://other.example")).replace("dark", "light");
    const { changed, text } = revert(again, team, without);
    expect(changed).toEqual(["a"]);
    expect(text).toContain('"why": "it was first"');
    expect(text).not.toContain("other.example");
  });

  it("what is as it was before already is left as it is written", () => {
    const after = add(team, mirror("d"));
    const now = team.replaceAll("  ", "\t");
    expect(revert(now, team, after)).toMatchObject({ text: now, changed: [] });
    expect(revert(null, team, after)).toMatchObject({ text: null, changed: [] });
  });

  it("a file that is broken by now is told", () => {
    const after = add(team, mirror("d"));
    expect(() => revert(after.replace("[", ""), team, after)).toThrow("config-invalid");
    const latin = Buffer.from(after.replace("dark", "\xe9"), "latin1");
    expect(() => revertMirrors(latin, Buffer.from(team), Buffer.from(after), "f")).toThrow(
      "config-invalid",
    );
  });

  it("whatever others did to the rest", () => {
    const names = ["a", "b", "c", "d", "e"];
    const style = fc.constantFrom("compact", "lines", "commented", "trailing");
    const list = (some: readonly string[], as: string) => {
      const entries = some.map((name) => `{ "name": "${name}", "url": "https://x", "x": [",]"] }`);
      if (as === "compact") return `{"mirrors":[${entries.join(",")}], "x": 1}`;
      const rows = entries.map((entry, at) =>
        as === "commented" ? `// , of ${some[at]}\n ${entry} /* ], */` : entry,
      );
      return `{\n "mirrors": [${rows.map((row) => `\n  ${row}`).join(",")}${as === "trailing" && rows.length > 0 ? ",\n" : "\n"} ],\n "x": 1\n}`;
    };
    fc.assert(
      fc.property(
        fc.shuffledSubarray(names, { minLength: 1 }),
        style,
        fc.subarray(names),
        fc.subarray(names),
        fc.boolean(),
        (some, as, touched, theirs, adds) => {
          const whole = list(some, as);
          const ours = touched.filter((name) => some.includes(name));
          const bare = remove(whole, ...ours);
          const [before, after] = adds ? [bare, whole] : [whole, bare];
          const others = theirs.filter((name) => !ours.includes(name) && some.includes(name));
          const now = add(remove(after, ...others), mirror("z"));
          const { text, changed } = revert(now, before, after);
          expect(changed).toEqual([]);
          const found = own(text!).map(({ name }) => name);
          const left = own(before).filter(({ name }) => !others.includes(name));
          expect(found.filter((name) => name !== "z")).toEqual(left.map(({ name }) => name));
          expect(found).toContain("z");
          const comments = (of: string) => of.match(/\/\/ .*|\/\*.*?\*\//g)?.toSorted() ?? [];
          expect(comments(text!)).toEqual(comments(whole));
        },
      ),
      { numRuns: 300 },
    );
  });
});
