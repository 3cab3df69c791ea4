import fc from "fast-check";

/** Module paths of few characters, so that patterns of the same few often match. */
export const modulePath = fc
  .tuple(
    fc.constantFrom("a.b", "b.a", "a.bb", "ab.a", "aa.b", "a-b.a"),
    fc.array(fc.constantFrom("a", "b", "ab", "ba", "aab", "A", "a-b", "v2"), { maxLength: 3 }),
  )
  .map(([host, rest]) => [host, ...rest].join("/"));

const piece = fc.constantFrom(
  ..."a b . ab *.b a.b a*b * ? [ab] [^b] [a-c] [^a-y] - A \\a \\. ** [A-Z] *a* [-] [a a] { ] [!a] [/]".split(
    " ",
  ),
);

const element = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("a.b", "b.a", "*.b", "a.*", "a", "b", "ab", "*", "a*") },
  {
    weight: 2,
    arbitrary: fc.array(piece, { minLength: 1, maxLength: 3 }).map((all) => all.join("")),
  },
);

/** Patterns of GOPRIVATE, now and then with a slash too many or malformed. */
export const pattern = fc
  .tuple(fc.array(element, { minLength: 1, maxLength: 3 }), fc.constantFrom("", "", "", "/"))
  .map(([elements, end]) => elements.join("/") + end)
  .filter((text) => !text.includes(","));
