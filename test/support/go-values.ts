import { createHash } from "node:crypto";
import fc from "fast-check";

/**
 * Values for the variables of go, mostly near to valid ones, with whatever may go wrong in them: Unicode
 * spaces, brackets, percent escapes, user names, ports, control characters. No NUL, which no environment can
 * hold, and no lone surrogates.
 */

const separators = [" ", "\t", "\u00a0", "\u3000", "\u0085", "\u2028", ",", "|", ";", "，", "\n"];
const unseen = ["\ufeff", "\u200b", "\x01", "\x1b", "\x7f", "\u0378", "é", "中", "😀"];
const escapes = ["%41", "%zz", "%2F", "%2f", "%20", "%25", "%C3%BC", "%c3", "%", "%4"];
const marks = "[ ] :: @ // / \\ ' \" ` < > { } ^ + = & $ ! * ( ) ~ - _ . .. ? # 0 : a Z".split(" ");

const odd = fc.constantFrom(...separators, ...unseen, ...escapes, ...marks);

/** Up to three pieces put in, or characters taken out, at any place. */
function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 3 }), odd);
  const changes = fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }) },
  );
  return fc.tuple(text, changes).map(([start, list]) =>
    list.reduce((value, [place, kind, piece]) => {
      const chars = [...value];
      chars.splice(place % (chars.length + 1), kind === 0 ? 1 : 0, ...(kind === 0 ? [] : [piece]));
      return chars.join("");
    }, start),
  );
}

const words = (text: string) => fc.constantFrom(...text.split(" "));
const maybe = (text: fc.Arbitrary<string>) => fc.oneof(fc.constant(""), text);
const joined = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((pieces) => pieces.join(""));

const hosts = words(
  "h goproxy.cn 127.0.0.1:1 x.invalid:80 [::1] [::1]:1 [fe80::1%25en0] [fe80::1%25e%20n] [::ffff:1.2.3.4] " +
    "[1.2.3.4] [1::2::3] [12345::] [::1.2.3.256] [] [ ] a] [a a[::1] [::1]x [::1%25] h:1:2 h: %C3%BC é.invalid " +
    "*.x h:99999 h:-1 h:x",
);
const users = words("u@ u:p@ u:p@q@ :@ u%40:p%3a@ u<@ ü:p@ u:p/q@ :p@ u:%zz@ u:p#q@");
const schemes = words(
  "http:// https:// HTTP:// file:// file:/// file:/ file: ftp:// c:/ c:\\ // /// / : :// 1a:// a+b.c-d:// " +
    "postgres:// postgresql:// https: http: mailto: htps:// https// https; ./ ../ ~/",
);
const paths = words(
  "/ /a/b // /%2f /%2F%2fx< /é /a:b /* ? ?x=1 ?a?b # #f #%zz #é!() /;p /[x] /a/../b",
);

const url = mutated(joined(maybe(schemes), maybe(users), maybe(hosts), maybe(paths), maybe(paths)));

export const proxyEntry: fc.Arbitrary<string> = mutated(
  fc.oneof(
    { weight: 5, arbitrary: url },
    {
      weight: 2,
      arbitrary: words("off direct OFF Direct foo none localhost:1 a.b x/y . .. http: *"),
    },
    { weight: 1, arbitrary: fc.array(odd, { maxLength: 6 }).map((pieces) => pieces.join("")) },
  ),
);

/** A value of GOPROXY. */
export const goproxyValue: fc.Arbitrary<string> = fc
  .array(fc.tuple(proxyEntry, fc.constantFrom(",", "|", " , ", "||", ",|")), {
    minLength: 1,
    maxLength: 3,
  })
  .chain((list) =>
    fc.boolean().map((ends) => {
      const text = list.map((pair) => pair.join("")).join("");
      return ends ? text : text.slice(0, -list.at(-1)![1].length);
    }),
  );

/** A well-formed key of a checksum database of that name. */
export function verifierKey(name: string, algorithm = 1, length = 32): string {
  const key = Buffer.concat([Buffer.from([algorithm]), Buffer.alloc(length, 7)]);
  const hash = createHash("sha256").update(`${name}\n`).update(key).digest("hex").slice(0, 8);
  return `${name}+${hash}+${key.toString("base64")}`;
}

const names = mutated(
  words(
    "x.invalid localhost:1 x.invalid/ x.invalid/a/b a:x a%20b.invalid x?y u@x u:p@x http://x x#f [::1] x%2fy",
  ),
);
const keys = fc.oneof(
  { weight: 3, arbitrary: names.map((name) => verifierKey(name)) },
  { weight: 1, arbitrary: mutated(names.map((name) => verifierKey(name))) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(names, fc.nat(3), fc.nat(40))
      .map(([name, a, n]) => verifierKey(name, a, n)),
  },
);

/** A value of GOSUMDB; not `off`, after which nothing is looked up. */
export const gosumdbValue: fc.Arbitrary<string> = mutated(
  fc.oneof(
    {
      weight: 1,
      arbitrary: mutated(words("sum.golang.org sum.golang.google.cn OFF none foo + ++ a+b+c")),
    },
    { weight: 3, arbitrary: keys },
    {
      weight: 3,
      arbitrary: joined(
        fc.oneof(keys, fc.constant("sum.golang.org")),
        fc.constantFrom(" ", "\t", "\u3000"),
        url,
      ),
    },
  ),
).filter((value) => value !== "off");

/** A value of GOTOOLCHAIN. */
export const gotoolchainValue: fc.Arbitrary<string> = mutated(
  joined(
    words(
      "local auto path go1.22.3 go1.99 go1.99.1 go1.21rc2 go1.20 go1.99foo1 go1.21.0-custom go2.0 go1 go1.0 " +
        "go01.2 go1.2.03 go2.1-go1 gccgo-go1.99.1 go1.99.1-a/b v1.99.1 latest go1.99.1/x go",
    ),
    maybe(words("+auto +path + +foo +auto+path")),
  ),
);

/** A value of GOVCS. */
export const govcsValue: fc.Arbitrary<string> = mutated(
  fc
    .array(
      joined(
        words("public private * a.com/* ./x .. ../y github.com x [ a:b"),
        fc.constantFrom(":", ":", " : ", ""),
        maybe(words("git git|hg all off | git|")),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((entries) => entries.join(",")),
);

/** A value of GOAUTH. Its commands do not exist. */
export const goauthValue: fc.Arbitrary<string> = mutated(
  fc
    .array(
      words(
        "off netrc git NETRC GIT no-such-command 'a 'a' git\u00a0/nowhere git\trel git\t.",
      ).chain((word) => fc.constantFrom(word, ` ${word} `, "", " ")),
      { minLength: 1, maxLength: 3 },
    )
    .map((commands) => commands.join(";")),
).filter((value) => value !== "");

const globs = words(
  "a.com b.a.com *.com *.a.com a.* * ** ? [a-c].com [^b].com [!a].com [a [ ] [] [^] \\ \\a.com a.com/m a.com/* " +
    "*/m */* a.com/m/n a.com/[m-n] a.com/?? a.com// /a.com A.com git.corp.com *.corp.com/team none",
);

/** A list for GOPRIVATE and its kin. */
export const patternList: fc.Arbitrary<string> = fc
  .array(mutated(joined(globs, maybe(words("/ /* /m /** /?")))), { minLength: 1, maxLength: 3 })
  .map((patterns) => patterns.join(","))
  .filter((list) => list !== "");

/** Module paths that go can download, as far as their form goes. */
export const modulePaths: readonly string[] = (
  "a.com/m a.com/m/n a.com/mn/o b.a.com/m b.a.com/m/n c.com/m a.b/m git.corp.com/team git.corp.com/team/x/y " +
  "a.com a.com/A-b_c~d a.com/m.n"
).split(" ");
