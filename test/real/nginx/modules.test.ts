import { type ChildProcess, spawn } from "node:child_process";

import { once } from "node:events";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { run } from "../../support/bin.ts";
import { gateway, why } from "../../support/gateway.ts";
import { nothingLeaves, realGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { sandbox } from "../../support/sandbox.ts";

/** Fifty versions that the module proxy has, small ones. */
const modules = `
  github.com/beorn7/perks@v1.0.1
  github.com/cenkalti/backoff/v4@v4.2.1
  github.com/cespare/xxhash/v2@v2.2.0
  github.com/davecgh/go-spew@v1.1.1
  github.com/dustin/go-humanize@v1.0.1
  github.com/fatih/color@v1.16.0
  github.com/fsnotify/fsnotify@v1.7.0
  github.com/google/go-cmp@v0.5.9
  github.com/google/go-cmp@v0.6.0
  github.com/google/uuid@v1.3.0
  github.com/google/uuid@v1.6.0
  github.com/gorilla/mux@v1.8.1
  github.com/gorilla/websocket@v1.5.1
  github.com/hashicorp/errwrap@v1.1.0
  github.com/hashicorp/go-multierror@v1.1.1
  github.com/inconshreveable/mousetrap@v1.1.0
  github.com/jmoiron/sqlx@v1.3.5
  github.com/julienschmidt/httprouter@v1.3.0
  github.com/kr/pretty@v0.3.1
  github.com/kr/text@v0.2.0
  github.com/lib/pq@v1.10.9
  github.com/mattn/go-colorable@v0.1.13
  github.com/mattn/go-isatty@v0.0.20
  github.com/mitchellh/go-homedir@v1.1.0
  github.com/mitchellh/mapstructure@v1.5.0
  github.com/pkg/errors@v0.8.1
  github.com/pkg/errors@v0.9.1
  github.com/pmezard/go-difflib@v1.0.0
  github.com/robfig/cron/v3@v3.0.1
  github.com/rogpeppe/go-internal@v1.11.0
  github.com/sirupsen/logrus@v1.9.3
  github.com/spf13/pflag@v1.0.5
  github.com/stretchr/objx@v0.5.0
  github.com/stretchr/testify@v1.8.4
  github.com/stretchr/testify@v1.9.0
  go.uber.org/atomic@v1.11.0
  go.uber.org/multierr@v1.11.0
  golang.org/x/mod@v0.20.0
  golang.org/x/sync@v0.10.0
  golang.org/x/sync@v0.20.0
  golang.org/x/term@v0.20.0
  golang.org/x/term@v0.27.0
  golang.org/x/time@v0.5.0
  golang.org/x/time@v0.9.0
  golang.org/x/xerrors@v0.0.0-20220907171357-04be3eba64a2
  gopkg.in/check.v1@v1.0.0-20201130134442-10cb98267c6c
  gopkg.in/yaml.v2@v2.4.0
  gopkg.in/yaml.v3@v3.0.1
  rsc.io/quote@v1.5.2
  rsc.io/sampler@v1.3.0
`
  .trim()
  .split(/\s+/);

/**
 * A mirror that hands requests on to another one, in a process that can be killed, and kills itself by -9 in
 * the middle of the answer of this number. It ends with the test.
 */
async function mirror(target: string, dies = 0): Promise<{ url: string; child: ChildProcess }> {
  const code = `
    import http from "node:http";
    const to = new URL(process.env.TARGET);
    let count = 0;
    const server = http.createServer((request, response) => {
      const path = to.pathname.replace(/\\/$/, "") + request.url;
      const onward = http.get({ host: to.hostname, port: to.port, path }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        response.flushHeaders();
        if (++count === Number(process.env.DIES)) process.kill(process.pid, "SIGKILL");
        answer.pipe(response);
        answer.on("error", () => response.destroy());
      });
      onward.on("error", () => response.destroy());
    });
    server.listen(0, "127.0.0.1", () => console.log(server.address().port));
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    env: { TARGET: target, DIES: String(dies) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => killed(child));
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  return { url: `http://127.0.0.1:${String(port).trim()}`, child };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

interface Fetched {
  code: number | null;
  /** Modules that came with a sum that the checksum database has. */
  sums: number;
  stderr: string;
}

/** go downloads modules into a new cache, each with its record of the checksum database, all by this proxy. */
async function fetched(proxy: string, wanted: readonly string[]): Promise<Fetched> {
  const go = realGo();
  const box = sandbox({ env: nothingLeaves });
  const env = {
    ...box.env,
    GOPROXY: proxy,
    GOSUMDB: "sum.golang.org",
    GOTOOLCHAIN: "local",
    GOPATH: `${box.home}/gopath`,
    GOMODCACHE: `${box.home}/cache`,
    GOFLAGS: "-modcacherw",
  };
  const line = [go.ok ? go.value.path : "go", "mod", "download", "-json", ...wanted];
  const { code, stdout, stderr } = await run(line, { env, cwd: box.home, timeout: 120_000 });
  return { code, sums: stdout.match(/"Sum": "h1:/g)?.length ?? 0, stderr: stderr + stdout };
}

const part = "gateway: fifty real modules";
describe.skipIf(why !== null)(why === null ? part : `${part}: ${why}`, () => {
  it(
    "cold with the first mirror killed in the middle, warm, and with all mirrors down",
    { timeout: 240_000 },
    async (test) => {
      const real = need(test, inject("nginx"));
      const all = [await mirror(real, 60), await mirror(real)];
      const { url, cfg, status } = await gateway(all.map((one) => one.url));
      const log = async () => (await status()).requests?.misses ?? 0;

      const cold = await fetched(url, modules);
      expect(cold.stderr.match(/"Error": .*/g)).toBeNull();
      expect(cold).toMatchObject({ code: 0, sums: modules.length });
      expect(all[0]!.child.signalCode).toBe("SIGKILL");
      const [, second] = (await status()).mirrors;
      expect(second!.asked).toBeGreaterThan(0);

      const misses = await log();
      expect(await fetched(url, modules)).toMatchObject({ code: 0, sums: modules.length });
      expect(await log()).toBe(misses);

      await killed(all[1]!.child);
      const down = await fetched(url, modules.slice(0, 10));
      expect(down).toMatchObject({ code: 0, sums: 10 });

      const other = await fetched(url, ["rsc.io/pdf@v0.1.1"]);
      expect(other.code).toBe(1);
      expect(other.stderr).toContain("server response: gateway: no mirror could answer");
      expect(await cfg("gateway", "status")).toMatchObject({ code: 0 });
      expect((await status()).mirrors.map(({ down: isDown }) => isDown)).toContain(true);
    },
  );
});
