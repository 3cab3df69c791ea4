import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Doctor } from "../../../src/contract.ts";
import { bin, run } from "../../support/bin.ts";
import { download, gateway, why } from "../../support/gateway.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { onPath } from "../../support/found.ts";
import { nothingLeaves } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { missing, found } from "../../support/found.ts";
import { freePort } from "../../support/ports.ts";
import { sandbox } from "../../support/sandbox.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());
beforeEach(() => void lab.takeRequests());

const part = "gateway: nginx in front of mirrors";
describe.skipIf(why !== null)(why === null ? part : `${part}: ${why}`, () => {
  it("a record of the checksum database that is cut off is healed as well", async () => {
    const { url } = await gateway([lab.url("lookup-truncate"), lab.url("lookup-status=200")]);
    const record = `${url}/sumdb/sum.golang.org/lookup/example.com/hello@v1.1.0`;
    expect(await (await fetch(record)).text()).toBe("fault\n");
    lab.takeRequests();
    expect(await (await fetch(record)).text()).toBe("fault\n");
    expect(lab.requests).toEqual([]);
  });

  it("a package in a subfolder, with one mirror dead: a 404 of a living one is believed", async () => {
    const { url, box } = await gateway([lab.refused, lab.url()]);
    const response = await fetch(`${url}/example.com/hello/no/such/path/@v/list`);
    expect(response.status).toBe(404);
    expect(box.home).toBeTruthy();
  });

  it("all mirrors down: what is kept is served, and the rest is told in one sentence", async () => {
    const { url, cfg } = await gateway([lab.url("dies=40")]);
    expect(await download(url)).toMatchObject({ ok: true });
    for (let at = 0; at < 45; at++) await fetch(`${lab.url("dies=40")}/x/@v/list`).catch(() => {});
    expect(await download(url)).toMatchObject({ ok: true });
    const other = await download(url, "example.com/other@v1.1.0");
    expect(other.ok).toBe(false);
    expect(other.error).toContain("gateway: no mirror could answer");
    await download(url, "example.com/third@v1.1.0");
    expect((await cfg("gateway", "status")).stdout).toContain("✖");
  });

  it("no private name reaches a mirror, however it is written", async () => {
    const { url } = await gateway([lab.url()], ["--private", "corp.example.com,github.com/Acme/*"]);
    for (const name of [
      "corp.example.com/team/app/@v/list",
      "Corp.Example.com/team/app/@v/list",
      "%63orp.example.com/x/@v/v1.0.0.info",
      "corp.example.com/@latest",
      "github.com/%21acme/tool/@v/v1.0.0.zip",
      "github.com/!acme/tool/@v/list",
      "github.com/Acme/tool/@v/list",
      "sumdb/sum.golang.org/lookup/corp.example.com/x@v1.0.0",
      "sumdb/sum.golang.org/lookup/github.com/!acme/tool@v1.0.0",
    ]) {
      const response = await fetch(`${url}/${name}`);
      expect([name, response.status]).toEqual([name, 404]);
      expect(await response.text()).toContain("set GOPRIVATE");
    }
    expect(lab.requests).toEqual([]);
    expect((await fetch(`${url}/github.com/acmeother/x/@v/list`)).status).toBe(200);
  });

  it("nothing of the client's reaches a mirror, and strange paths do not either", async () => {
    const { url } = await gateway([lab.url()]);
    await fetch(`${url}/example.com/hello/@v/list`, {
      headers: {
        Authorization: "Basic c2VjcmV0OnNlY3JldA==",
        Cookie: "session=secret",
        Referer: "https://corp.example.com/",
        "User-Agent": "mine",
        "X-Forwarded-For": "10.1.2.3",
      },
    });
    const [seen] = lab.takeRequests();
    const headers = JSON.stringify(seen?.headers).toLowerCase();
    for (const word of ["secret", "c2vjcmv0", "corp.example", "10.1.2.3", '"mine"']) {
      expect(headers).not.toContain(word);
    }
    for (const strange of [
      "/example.com/hello/@v/v1.1.0.info%0a",
      "/example.com/hello/@v/v1.1.0.info%0d%0aX:1",
      "/example.com/hello/@v/../../../etc/passwd",
      "/example.com/hello/@v/v1.1.0.exe",
      "/?x=1",
    ]) {
      expect(
        (
          await run(
            [
              "curl",
              "-s",
              "-o",
              "/dev/null",
              "-w",
              "%{http_code}",
              "--path-as-is",
              `${url}${strange}`,
            ],
            { env: { PATH: process.env["PATH"] }, cwd: "/" },
          )
        ).stdout,
      ).toMatch(/^4/);
    }
    expect(lab.takeRequests().map((request) => request.url)).toEqual([]);
    expect((await fetch(`${url}/example.com/hello/@v/list`, { method: "POST" })).status).toBe(405);
  });

  it("eight clients, one cold slow zip: one request to the mirror", async () => {
    const { url } = await gateway([lab.url("zip-delay=2000")]);
    const file = `${url}/example.com/hello/@v/v1.1.0.zip`;
    const all = await Promise.all(
      Array.from({ length: 8 }, async () =>
        (await fetch(file)).arrayBuffer().then((body) => body.byteLength),
      ),
    );
    expect(new Set(all).size).toBe(1);
    expect(lab.requests.filter(({ kind }) => kind === "zip")).toHaveLength(1);
  });

  it("killed and started again: it serves, and nothing is left that hinders", async () => {
    const { url, cfg, status } = await gateway([lab.url()]);
    await download(url);
    const { pid, cache } = await status();
    expect(cache.files).toBeGreaterThan(0);
    await run(["sh", "-c", `pkill -KILL -P ${pid}; kill -KILL ${pid}`], {
      env: { PATH: process.env["PATH"] },
      cwd: "/",
    });
    expect(await cfg("gateway", "status")).toMatchObject({ code: 1 });
    expect(await cfg("gateway", "up")).toMatchObject({ code: 0 });
    expect(await download(url)).toMatchObject({ ok: true });
    expect((await status()).running).toBe(true);
  });

  it("the cap holds: what is above it goes, and go downloads all the same", async () => {
    const { url, status } = await gateway([lab.url("big=400000")], ["--cap", "1m"]);
    const zip = (at: number) => fetch(`${url}/example.com/m${at}/@v/v1.1.0.zip`);
    for (let at = 0; at < 8; at++)
      expect((await (await zip(at)).arrayBuffer()).byteLength).toBeGreaterThan(400_000);
    let bytes = Number.POSITIVE_INFINITY;
    // nginx looks at it about every ten seconds.
    for (let second = 0; second < 40 && bytes > 2 ** 20 + 410_000; second++) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      ({ bytes } = (await status()).cache);
    }
    expect(bytes).toBeLessThanOrEqual(2 ** 20 + 410_000);
    expect((await zip(0)).status).toBe(200);
  });

  it("purge: the next request asks the mirror again", async () => {
    const { url, cfg } = await gateway([lab.url()]);
    const file = `${url}/example.com/Hello/@v/v1.1.0.info`.replace("Hello", "%21hello");
    await fetch(file);
    await fetch(file);
    expect(lab.takeRequests()).toHaveLength(1);
    const words = ["gateway", "purge", "example.com/Hello@v1.1.0", "--json"];
    const foretold = await cfg(...words, "--dry-run");
    expect(JSON.parse(foretold.stdout)).toMatchObject({ files: 1 });
    await fetch(file);
    expect(lab.takeRequests()).toHaveLength(0);
    const purged = await cfg(...words);
    expect(JSON.parse(purged.stdout)).toMatchObject({ files: 1 });
    await fetch(file);
    expect(lab.takeRequests()).toHaveLength(1);
  });

  it("use gateway writes `,direct` behind it, down ends it, and undo takes the files back", async () => {
    const { box, url, cfg, status } = await gateway([lab.url()]);
    expect(await cfg("use", "gateway")).toMatchObject({ code: 0 });
    expect(fs.readFileSync(path.join(box.home, ".config/go/env"), "utf8")).toBe(
      `GOPROXY=${url},direct\n`,
    );
    expect((await status()).inUse).toBe(true);
    expect(await cfg("gateway", "down", "--dry-run")).toMatchObject({ code: 0 });
    expect((await status()).running).toBe(true);
    expect(await cfg("gateway", "down")).toMatchObject({ code: 0 });
    expect(await cfg("gateway", "up", "--dry-run")).toMatchObject({ code: 1 });
    expect((await status()).running).toBe(false);
    await cfg("undo");
    expect(await cfg("undo")).toMatchObject({ code: 0 });
    expect(await cfg("gateway", "status")).toMatchObject({ code: 2 });
  });

  it("status --textfile: what promtool takes, the whole file at once", async (test) => {
    const promtool = onPath("promtool");
    const { url, box, cfg } = await gateway([lab.url("zip-500"), lab.url()]);
    await download(url);
    await download(url);
    const words = ["gateway", "status", "--textfile", "gateway.prom"];
    expect(await cfg(...words)).toMatchObject({ code: 0 });
    const file = path.join(box.home, "gateway.prom");
    const text = fs.readFileSync(file, "utf8");
    expect(text).toContain("goproxy_cfg_gateway_up 1\n");
    expect(text).toMatch(/^goproxy_cfg_gateway_requests_total\{result="hit"\} [1-9]/m);
    expect(text).toMatch(/^goproxy_cfg_gateway_mirror_failures_total\{mirror=".*"\} [1-9]/m);
    expect(fs.statSync(file).mode & 0o777).toBe(0o644);
    const tool = need(test, promtool === null ? missing("no promtool") : found(promtool));
    const options = { env: box.env, cwd: box.home, input: text };
    expect(await run([tool, "check", "metrics"], options)).toMatchObject({ code: 0, stderr: "" });
  });

  it("doctor tells when it is down, cannot be loaded, or a mirror of it fails", async () => {
    const { url, folder, cfg } = await gateway([lab.url("500"), lab.url()]);
    const told = async () => {
      const words = ["doctor", "--only", "gateway", "--offline", "--json"];
      const { stdout } = await cfg(...words);
      const { checks } = JSON.parse(stdout) as Doctor;
      return checks.flatMap(({ findings }) =>
        findings.map(({ code, fix }) => [code, fix?.command]),
      );
    };
    expect(await told()).toEqual([]);
    await cfg("use", "gateway");
    const { stdout } = await cfg("doctor", "--only", "proxy", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ summary: { error: 0, warning: 0 } });
    await download(url);
    expect(await told()).toEqual([["gateway.mirror-down", "goproxy-cfg gateway status"]]);
    fs.appendFileSync(path.join(folder, "nginx.conf"), "imagine;\n");
    expect((await told())[0]).toEqual(["gateway.config", "goproxy-cfg gateway up"]);
    await cfg("gateway", "down");
    expect(await told()).toEqual([
      ["gateway.down", "goproxy-cfg gateway up"],
      ["gateway.config", "goproxy-cfg gateway up"],
    ]);
    fs.writeFileSync(path.join(folder, "gateway.json"), "{");
    expect(await told()).toEqual([["gateway.config", "goproxy-cfg gateway init nginx"]]);
    await cfg("gateway", "init", "nginx", lab.url(), "--listen", new URL(url).host);
    expect(await cfg("gateway", "up")).toMatchObject({ code: 0 });
    expect(await told()).toEqual([]);
  });

  it("a folder with blanks and Chinese letters; --unit is what systemd takes", async (test) => {
    const box = sandbox({ env: nothingLeaves });
    const dir = path.join(box.home, "团队 网关");
    const port = await freePort();
    const options = { env: box.env, cwd: box.home };
    const init = ["gateway", "init", "nginx", lab.url(), "--dir", dir, "--unit", "systemd"];
    const listen = ["--listen", `127.0.0.1:${port}`];
    expect(await bin([...init, ...listen], options)).toMatchObject({ code: 0 });
    onTestFinished(async () => void (await bin(["gateway", "down", "--dir", dir], options)));
    expect(await bin(["gateway", "up", "--dir", dir], options)).toMatchObject({ code: 0 });
    expect(await download(`http://127.0.0.1:${port}`)).toMatchObject({ ok: true });
    const analyze = onPath("systemd-analyze");
    const tool = need(test, analyze === null ? missing("no systemd-analyze") : found(analyze));
    const unit = path.join(dir, "goproxy-cfg-gateway.service");
    const secure = await run([tool, "security", "--offline=true", unit], options);
    const [, exposure = "10"] = /exposure level[^:]*: ([\d.]+)/.exec(secure.stdout) ?? [];
    expect(Number(exposure)).toBeLessThanOrEqual(2);
  });

  it.each([
    [["gateway", "init", "apache"], "apache"],
    [["gateway", "init", "nginx", "cn", "--listen", "everywhere"], "--listen"],
    [["gateway", "init", "nginx", "cn", "--cap", "1"], "--cap"],
    [["gateway", "init", "nginx", "cn", "--private", "[a"], "--private"],
    [["gateway", "init", "nginx", "cn", "--token", "x"], "--token"],
    [["gateway", "init", "nginx", "direct"], "mirror"],
    [["gateway", "up"], "gateway init nginx"],
  ])("%j is refused, and nothing is written", async (words, told) => {
    const box = sandbox({ env: nothingLeaves });
    const { code, stderr } = await bin(words, { env: box.env, cwd: box.home });
    expect(code).toBe(2);
    expect(stderr).toContain(told);
    expect(fs.existsSync(path.join(box.home, ".local/state/goproxy-cfg/gateway/nginx.conf"))).toBe(
      false,
    );
  });
});
