import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure.ts";
import { parseGoproxy } from "../../../src/go/values/goproxy.ts";
import { advise } from "../../../src/advice/advise.ts";
import { newest, parseGoVersion } from "../../../src/go/version.ts";
import { type ChainOptions, resolveOperands } from "../../../src/mirrors/chain.ts";
import type { OwnMirror } from "../../../src/catalog/catalog.ts";
import goproxyVectors from "../../support/vectors/goproxy.json" with { type: "json" };

const corp: OwnMirror = {
  name: "corp",
  url: "https://user:secret@goproxy.corp.example/go/",
  serves: { modules: true, sumdb: true, toolchain: null },
  private: true,
  pinned: false,
};

function resolve(operands: string[], change: Partial<ChainOptions> = {}) {
  return resolveOperands(operands, {
    own: [corp],
    fallback: null,
    direct: true,
    version: newest,
    platform: "linux",
    ...change,
  });
}

function failure(operands: string[], change: Partial<ChainOptions> = {}): Failure {
  try {
    resolve(operands, change);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error(`${operands.join(" ")} was taken`);
}

const cn = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/";

describe("value", () => {
  it.each<[string, string[], string]>([
    ["a chain", ["cn"], `${cn}|direct`],
    ["a mirror", ["goproxy.cn"], "https://goproxy.cn|direct"],
    [
      "aliases",
      ["ali", "google"],
      "https://mirrors.aliyun.com/goproxy/|https://proxy.golang.org|direct",
    ],
    ["capitals", ["Aliyun"], "https://mirrors.aliyun.com/goproxy/|direct"],
    ["a known host", ["mirrors.tencent.com"], "https://mirrors.tencent.com/go/|direct"],
    ["a chain and a mirror", ["cn", "official"], `${cn}|https://proxy.golang.org|direct`],
    ["a duplicate", ["goproxy.cn", "cn"], `${cn}|direct`],
    [
      "a duplicate URL",
      ["aliyun", "https://mirrors.aliyun.com/goproxy"],
      "https://mirrors.aliyun.com/goproxy/|direct",
    ],
    ["a private mirror", ["corp", "cn"], `${corp.url},${cn}|direct`],
    ["a URL as written", ["https://GoProxy.cn/"], "https://GoProxy.cn/|direct"],
    ["a URL that is close to a known one", ["https://goproxi.cn"], "https://goproxi.cn|direct"],
    ["a plain http URL", ["http://127.0.0.1:3000"], "http://127.0.0.1:3000|direct"],
    ["a folder", ["file:///srv/modules"], "file:///srv/modules|direct"],
    ["a host", ["goproxy.corp.com"], "https://goproxy.corp.com|direct"],
    ["a host and port", ["localhost:8081/go"], "https://localhost:8081/go|direct"],
    ["an IPv6 host", ["http://[::1]:10080/p"], "http://[::1]:10080/p|direct"],
    ["direct said", ["cn", "direct"], `${cn}|direct`],
    ["off at the end", ["cn", "off"], `${cn}|off`],
    ["direct alone", ["direct"], "direct"],
    ["off alone", ["off"], "off"],
    ["space around", [" aliyun "], "https://mirrors.aliyun.com/goproxy/|direct"],
  ])("%s", (_, operands, value) => {
    const resolved = resolve(operands);
    expect(resolved.value).toBe(value);
    expect(resolved.verbatim).toBe(false);
  });

  it("goes without direct", () => {
    expect(resolve(["cn"], { direct: false }).value).toBe(cn);
    expect(resolve(["cn", "off"], { direct: false }).value).toBe(`${cn}|off`);
  });

  it("falls through on what is missing only, when asked to", () => {
    expect(resolve(["cn"], { fallback: "missing" }).value).toBe(
      "https://goproxy.cn,https://mirrors.aliyun.com/goproxy/,direct",
    );
    expect(resolve(["cn"], { fallback: "any" }).value).toBe(`${cn}|direct`);
  });

  it("uses commas for a go that knows nothing else", () => {
    const version = parseGoVersion("go1.14.15")!;
    expect(resolve(["cn"], { version }).value).toBe(
      "https://goproxy.cn,https://mirrors.aliyun.com/goproxy/,direct",
    );
  });

  it.each([
    "https://goproxy.cn,direct",
    "goproxy.cn,direct",
    "https://a.example|https://b.example,off",
    "direct,https://ignored.example",
  ])("keeps a whole list as it is: %s", (list) => {
    expect(resolve([list])).toMatchObject({ value: list, verbatim: true });
  });
});

describe("targets", () => {
  it("are the mirrors, with what is known of them", () => {
    expect(resolve(["corp", "cn", "https://mirror.example/x", "off"]).targets).toMatchObject([
      { id: "corp", url: corp.url, own: true },
      { id: "goproxy.cn", url: "https://goproxy.cn", own: false },
      { id: "aliyun", url: "https://mirrors.aliyun.com/goproxy/", own: false },
      { id: "https://mirror.example/x", url: "https://mirror.example/x", own: true },
    ]);
  });

  it("know a URL for the user's own mirror", () => {
    expect(resolve(["https://goproxy.corp.example/go"]).targets).toEqual([
      { id: "corp", url: "https://goproxy.corp.example/go", own: true, serves: corp.serves },
    ]);
  });

  it("never have a password in their id", () => {
    expect(resolve(["https://u:secret@mirror.example"]).targets).toMatchObject([
      { id: "https://u:xxxxx@mirror.example", url: "https://u:secret@mirror.example", own: true },
    ]);
  });

  it("are read from a whole list too, up to direct", () => {
    const list = `goproxy.cn,${corp.url}|https://b.example,direct,https://never.example`;
    expect(resolve([list]).targets).toMatchObject([
      { id: "goproxy.cn", url: "https://goproxy.cn", own: false },
      { id: "corp", url: corp.url, own: true },
      { id: "https://b.example", url: "https://b.example", own: true },
    ]);
  });

  it.each<[string[], boolean]>([
    [["cn"], true],
    [["huawei"], true],
    [["huawei", "corp"], true],
    [["huawei", "official"], false],
    [["official"], false],
    [["corp"], false],
    [["direct"], false],
    [["https://goproxy.cn,direct"], true],
  ])("%s is for China: %s", (operands, chinese) => {
    expect(resolve(operands).chinese).toBe(chinese);
  });
});

describe("notes", () => {
  it("tell that a mirror is not known to exist", () => {
    const told = [
      {
        code: "mirror.unverified",
        severity: "warning",
        args: { mirror: "ustc", instead: "goproxy.cn" },
      },
    ];
    expect(resolve(["ustc"]).notes).toEqual(told);
    expect(resolve(["https://mirrors.ustc.edu.cn/goproxy|direct"]).notes).toEqual(told);
  });

  it("tell that a URL is retired, or a web page", () => {
    expect(resolve(["https://gocenter.io"]).notes).toMatchObject([
      { code: "proxy.retired", args: { url: "https://gocenter.io", instead: "official" } },
    ]);
    expect(resolve(["https://developer.aliyun.com/mirror/goproxy|direct"]).notes).toMatchObject([
      { code: "proxy.not-a-proxy", args: { instead: "aliyun" } },
    ]);
  });

  it.each<[string, string[], Partial<ChainOptions>, string[]]>([
    ["credentials over http", ["http://u:p@h.example"], {}, ["proxy.credentials-refused"]],
    ["an own mirror's credentials", ["plain"], {}, ["proxy.credentials-refused"]],
    ["http", ["cn", "http://i.example"], {}, ["proxy.insecure-http"]],
    ["no host", ["http://"], {}, ["proxy.unusable"]],
    ["what was asked for: off", ["off"], {}, []],
    ["what was asked for: commas, no end", ["cn"], { fallback: "missing", direct: false }, []],
    ["commas in a list", ["https://h.example,direct"], {}, ["proxy.comma-fragile"]],
  ])("tell what go takes without a word: %s", (_, operands, change, codes) => {
    const plain = { ...corp, name: "plain", url: "http://u:p@h.example" };
    const { notes } = resolve(operands, { own: [plain], ...change });
    expect(notes.map(({ code }) => code)).toEqual(codes);
    expect(JSON.stringify(notes)).not.toContain("u:p@");
  });

  it("are those of `validate` for a list that is kept as it is", () => {
    const lists = goproxyVectors.filter(
      ({ value, error }) => error === null && /^[^,|\s]+[,|]\S*[^,|]$/.test(value),
    );
    expect(lists.length).toBeGreaterThan(8);
    for (const { value } of lists) {
      const { warnings } = advise("GOPROXY", value, { version: newest, platform: "linux" });
      const told = warnings.filter(({ code }) => !code.startsWith("go.value-"));
      const notes = resolve([value]).notes.filter(({ code }) => !code.startsWith("go.value-"));
      expect({ value, notes }).toEqual({ value, notes: told });
    }
  });

  it("are none for what is well", () => {
    expect(resolve(["corp", "cn", "https://x.example"]).notes).toEqual([]);
  });
});

describe("refusals", () => {
  it.each([
    ["aliyn", "aliyun"],
    ["goproxi.cn", "goproxy.cn"],
    ["crop", "corp"],
    ["dirct", "direct"],
    ["none", null],
    ["gocenter.io", "official"],
    ["developer.aliyun.com/mirror/goproxy", "aliyun"],
    ["tuna", "goproxy.cn"],
    ["nosuchmirror", null],
  ])("%s: did you mean %s?", (name, suggestion) => {
    const refused = failure([name]);
    expect(refused).toMatchObject({ code: "unknown-mirror", exit: 2, args: { name, suggestion } });
  });

  it("shows no password of what it does not know", () => {
    expect(failure(["user:secret@goproxy.cm"]).args).toMatchObject({
      name: "user:xxxxx@goproxy.cm",
    });
  });

  it.each<[string, string[], Partial<ChainOptions>, string]>([
    ["nothing", [], {}, "missing-operand"],
    ["a list with --fallback", ["a.example,direct"], { fallback: "any" }, "list-alone"],
    ["a list and a mirror", ["cn", "a.example,direct"], {}, "list-alone"],
    ["a list twice", ["a.example,direct", "a.example,direct"], {}, "list-alone"],
    ["a list with direct and --no-direct", ["a.example,direct"], { direct: false }, "list-alone"],
    ["direct in the middle", ["direct", "cn"], {}, "after-end"],
    ["off and direct", ["off", "direct"], {}, "after-end"],
    ["direct with --no-direct", ["cn", "direct"], { direct: false }, "flags-exclude"],
  ])("%s", (_, operands, change, kind) => {
    const refused = failure(operands, change);
    expect(refused).toMatchObject({ kind, code: "usage", exit: 2 });
  });

  it("takes a list with --no-direct that has none", () => {
    expect(resolve(["https://a.example,off"], { direct: false }).value).toBe(
      "https://a.example,off",
    );
  });

  it.each([
    [
      "ftp://mirror.example",
      "invalid proxy URL scheme (must be https, http, file): ftp://mirror.example",
    ],
    ["/srv/modules", "invalid proxy URL missing scheme: /srv/modules"],
    ["https://h:port", 'parse "https://h:port": invalid port ":port" after host'],
    ["cn,https://x.example", "invalid proxy URL missing scheme: cn"],
    [",", "GOPROXY list is not the empty string, but contains no entries"],
    ["", "GOPROXY list is not the empty string, but contains no entries"],
  ])("%s, in go's words", (operand, reason) => {
    const refused = failure([operand]);
    expect(refused).toMatchObject({
      code: "invalid-value",
      exit: 2,
      args: { key: "GOPROXY", reason },
    });
  });

  it("offers the corrected form", () => {
    expect(failure(["cn,https://x.example"]).args).toMatchObject({
      corrected: `${cn},https://x.example`,
    });
    expect(failure(["/srv/modules"]).args).toMatchObject({
      corrected: "file:///srv/modules|direct",
    });
  });

  it("shows no password of a value that go refuses", () => {
    const refused = failure(["https://u:secret@h:port,direct"]);
    expect(JSON.stringify(refused.args)).not.toContain("secret");
  });
});

it("whatever is taken, go takes", () => {
  const operand = fc.oneof(
    fc.constantFrom("cn", "aliyun", "corp", "direct", "off", "ustc", "https://x.example/a b"),
    fc.webUrl(),
    fc.domain(),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(operand, { minLength: 1, maxLength: 4 }), (operands) => {
      try {
        const { value } = resolve(operands);
        expect(parseGoproxy(value, { version: newest, platform: "linux" }).error).toBeNull();
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
      }
    }),
  );
});
