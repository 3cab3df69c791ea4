import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { realGo } from "../../support/go.ts";
import { goFor, proxyCases } from "../../support/vectors/proxy-cases.ts";

const run = promisify(execFile);
const go = realGo();

/** Prints the proxy for each URL given: the variables are read once in a process. */
const program = `
package main

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
)

func main() {
	ports := map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}
	for _, arg := range os.Args[1:] {
		u, err := url.Parse(arg)
		if err != nil {
			fmt.Println("unparsable")
			continue
		}
		proxy, err := http.ProxyFromEnvironment(&http.Request{URL: u})
		switch {
		case err != nil:
			fmt.Println("cgi")
		case proxy == nil:
			fmt.Println("")
		default:
			port := proxy.Port()
			if port == "" {
				port = ports[proxy.Scheme]
			}
			fmt.Println(proxy.Scheme + "://" + net.JoinHostPort(proxy.Hostname(), port))
		}
	}
}
`;

describe.skipIf(!go.ok)(`ProxyFromEnvironment${go.ok ? "" : ` (skipped: ${go.reason})`}`, () => {
  let folder = "";
  let binary = "";

  beforeAll(async () => {
    if (!go.ok) return;
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-proxy-"));
    binary = path.join(folder, "proxy");
    const source = path.join(folder, "main.go");
    fs.writeFileSync(source, program);
    // The rules for URLs are those of the language version that go.mod names.
    const [language] = /^1\.\d+/.exec(go.value.version) ?? [];
    fs.writeFileSync(path.join(folder, "go.mod"), `module oracle\n\ngo ${language}\n`);
    const env = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod" };
    await run(go.value.path, ["build", "-o", binary, "."], { cwd: folder, env });
  });

  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  async function oracle(env: Record<string, string>, urls: string[]): Promise<string[]> {
    const { stdout } = await run(binary, urls, { env });
    return stdout.split("\n").slice(0, urls.length);
  }

  /** An older go takes what stands before `://` for a host, unless it is http, https or socks5. */
  async function expectSchemes(test: TestContext): Promise<void> {
    const [proxy] = await oracle({ HTTPS_PROXY: "socks5h://p" }, ["https://mirror.example.com/"]);
    test.skip(proxy === "http://socks5h:80", `${go.ok ? go.value.version : ""} knows no socks5h`);
  }

  it("agrees with every case of the table", async (test) => {
    await expectSchemes(test);
    for (const { env, url, proxy } of proxyCases) {
      expect([env, url, await oracle(env, [url])]).toEqual([env, url, [proxy]]);
    }
  });

  it("agrees with made-up lists of NO_PROXY", async () => {
    const part = fc.constantFrom(
      ..."mirror example com *.com .com 10.0.0.1 10.0.0.0/8 ::1 2001:db8::/32 [2001:db8::1] 192.168.1.1".split(
        " ",
      ),
    );
    const port = fc.constantFrom("", ":443", ":80", ":", ":x");
    const dots = fc.constantFrom("", ".", "*.", " ", "-");
    const rule = fc
      .tuple(
        dots,
        fc.array(part, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(".", ":", ""),
        port,
      )
      .map(([before, parts, glue, after]) => before + parts.join(glue) + after);
    const urls = [
      "https://mirror.example.com/",
      "http://example.com/",
      "https://10.0.0.1/",
      "http://10.0.0.1/",
      "https://[2001:db8::1]/",
      "https://192.168.1.1:80/",
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { maxLength: 3 }), async (rules) => {
        const env = {
          HTTPS_PROXY: "http://p:1",
          HTTP_PROXY: "http://q:2",
          NO_PROXY: rules.join(","),
        };
        expect(urls.map((url) => goFor(env, url))).toEqual(await oracle(env, urls));
      }),
      { numRuns: 150 },
    );
  });

  it("agrees with made-up addresses of proxies", async (test) => {
    await expectSchemes(test);
    const address = fc
      .tuple(
        fc.constantFrom(
          "",
          "http://",
          "https://",
          "socks5://",
          "ftp://",
          "http:",
          "//",
          "x:",
          "HTTP://",
        ),
        fc.constantFrom("", "u@", "u:p@", "u:p%40@", "u p@", "a:b@c@"),
        fc.constantFrom("p", "p.example", "127.0.0.1", "[::1]", "::1", "", "p_x", "p x", "[x]"),
        fc.constantFrom("", ":8080", ":", ":x", ":99999"),
        fc.constantFrom("", "/", "/x?y#z", " ", "?q"),
      )
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(address, async (HTTPS_PROXY) => {
        const [expected = ""] = await oracle({ HTTPS_PROXY }, ["https://mirror.example.com/"]);
        // Without a port go's dial fails; here such a proxy has port 0, which fails too.
        expect(goFor({ HTTPS_PROXY }, "https://mirror.example.com/")).toBe(
          expected.replace(/:$/, ":0"),
        );
      }),
      { numRuns: 150 },
    );
  });
});
