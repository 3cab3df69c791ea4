import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withMirror, withoutMirrors } from "../../../src/mirrors/own-edit.ts";
import { userDocument } from "../../../src/config/read.ts";
import type { OwnMirror } from "../../../src/catalog/catalog.ts";

const corp: OwnMirror = {
  name: "corp",
  url: "https://goproxy.corp.example/",
  serves: { modules: true, sumdb: false, toolchain: null },
  private: true,
  pinned: false,
  fallback: "missing",
};

/** The mirrors of a text, read as the tool reads its file. */
const read = (text: string): OwnMirror[] => userDocument("config.json", text).mirrors;

const add = (text: string, mirror: OwnMirror) => withMirror(text, mirror, read(text));
const remove = (text: string, name: string) => withoutMirrors(text, [name], read(text));

describe("own mirrors in a file that the user wrote", () => {
  it("a new file has the mirror and nothing that goes without saying", () => {
    const plain = {
      ...corp,
      serves: { modules: null, sumdb: null, toolchain: null },
      private: false,
    };
    const { fallback: _, ...least } = plain;
    expect(JSON.parse(add("", least))).toEqual({ mirrors: [{ name: "corp", url: corp.url }] });
    expect(read(add("", corp))).toEqual([corp]);
  });

  it("comments, order, indentation, line ends and mark survive", () => {
    const text =
      '\uFEFF// mine\r\n{\r\n\t"theme": "dark", // keep\r\n\t"mirrors": [\r\n\t\t/* the old one */\r\n\t\t{ "name": "old", "url": "https://old.example" } // gone soon\r\n\t]\r\n}\r\n';
    const added = add(text, corp);
    expect(read(added).map(({ name }) => name)).toEqual(["old", "corp"]);
    for (const kept of ["\uFEFF// mine\r\n", '"theme": "dark", // keep', "/* the old one */"]) {
      expect(added).toContain(kept);
    }
    expect(added).not.toMatch(/[^\r]\n/);
    expect(added).toMatch(/\r\n\t\t\t"name": "corp"/);
    expect(read(remove(added, "corp"))).toEqual(read(text));
  });

  it.each([
    ["{}", 0],
    ['{ "mirrors": [] }', 0],
    ['{ "mirrors": [ /* none yet */ ] }', 0],
    ['{ "mirrors": null, "x": 1 }', 0],
    ['{"mirrors":[{"name":"a","url":"https://a"}]}', 1],
  ])("into %s", (text, before) => {
    const added = add(text, corp);
    expect(read(added)).toHaveLength(before + 1);
    expect(read(added).at(-1)).toEqual(corp);
    for (const comment of text.match(/\/\*.*?\*\//g) ?? []) expect(added).toContain(comment);
  });

  it("an addition ends the list, a comment stays behind what it was behind", () => {
    const text = `{
\t"theme": "dark", // keep
\t"mirrors": [
\t\t/* the old one */
\t\t{ "name": "old", "url": "https://old.example" } // gone [soon
\t]
}
`;
    const added = add(text, { ...corp, private: false });
    expect(added).toBe(`{
\t"theme": "dark", // keep
\t"mirrors": [
\t\t/* the old one */
\t\t{ "name": "old", "url": "https://old.example" }, // gone [soon
\t\t{
\t\t\t"name": "corp",
\t\t\t"url": "https://goproxy.corp.example/",
\t\t\t"serves": {
\t\t\t\t"modules": true,
\t\t\t\t"sumdb": false
\t\t\t},
\t\t\t"fallback": "missing"
\t\t}
\t]
}
`);
    expect(remove(added, "corp")).toBe(text);
    expect(remove(remove(added, "old"), "corp")).toBe(
      text.replace('{ "name": "old", "url": "https://old.example" } ', ""),
    );
    expect(remove(add('{ "x": [1] }', corp), "corp")).toBe('{ "x": [1],\n  "mirrors": []\n}');
  });

  it("wherever comments and blanks stand", () => {
    const gap = fc.constantFrom("", " ", "\n", "\r\n\t", "/* , [ */", " // ], {\n", '\n/* "\n*/ ');
    const gaps = fc.array(gap, { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(gaps, fc.subarray(["a", "b", "c"]), fc.boolean(), (blanks, names, isLast) => {
        const left = [...blanks];
        const next = (sign: string) => `${left.pop() ?? ""}${sign}`;
        const entries = names.map(
          (name) =>
            next("{") +
            next('"name"') +
            next(":") +
            next(`"${name}", "url": "https://x"`) +
            next("}"),
        );
        const list = `${next('"mirrors"')}${next(":")}${next("[")}${entries.join(next(","))}${next("]")}`;
        const members = isLast ? ['"x": ",]"', list] : [list, '"x": ",]"'];
        const text = `{${members.join(next(","))}${next("}")}${next("")}`;
        const comments = (of: string) => of.match(/\/\*[^]*?\*\/|\/\/ .*/g) ?? [];
        const namesIn = (of: string) => read(of).map(({ name }) => name);
        const added = add(text, corp);
        expect([namesIn(added), comments(added)]).toEqual([[...names, "corp"], comments(text)]);
        for (const name of names) {
          const rest = remove(added, name);
          expect(namesIn(rest)).toEqual([...names.filter((other) => other !== name), "corp"]);
        }
        for (const gone of [names.slice(0, 2), [...names.slice(1), "corp"]]) {
          const others = [...names, "corp"].filter((name) => !gone.includes(name));
          expect(namesIn(withoutMirrors(added, gone, read(added)))).toEqual(others);
        }
        const none = withoutMirrors(added, [...names, "corp"], read(added));
        expect(namesIn(none)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("one of the same name is replaced where it stands", () => {
    const text = '{"mirrors":[{"name":"corp","url":"https://a"},{"name":"b","url":"https://b"}]}';
    expect(read(add(text, corp))).toEqual([corp, read(text)[1]]);
  });

  it("any number of additions and removals leaves the others and the comments alone", () => {
    const name = fc.constantFrom("a", "b", "c", "d");
    const step = fc.record({ name, remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        let text = '{\n  // first\n  "other": [1, 2], // second\n  "mirrors": []\n}\n';
        const expected = new Map<string, OwnMirror>();
        for (const [at, wish] of steps.entries()) {
          if (wish.remove) {
            text = remove(text, wish.name);
            expected.delete(wish.name);
          } else {
            const mirror = { ...corp, name: wish.name, url: `https://m${at}.example` };
            text = add(text, mirror);
            expected.set(wish.name, mirror);
          }
        }
        expect(read(text)).toEqual([...expected.values()]);
        expect(text).toContain("// first");
        expect(text).toContain('"other": [1, 2], // second');
      }),
      { numRuns: 60 },
    );
  });
});
