import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { nginxConf } from "../../../src/gateway/nginx-conf.ts";
import {
  expectOurFolder,
  type GatewaySettings,
  placesIn,
  readSettingsOf,
} from "../../../src/gateway/settings.ts";
import { purge, statusOf } from "../../../src/gateway/status.ts";
import { saveFile, saveWhole } from "../../../src/changes/save.ts";
import { sandbox } from "../../support/sandbox.ts";

const settings: GatewaySettings = {
  listen: "127.0.0.1:8183",
  upstreams: [{ id: "a", url: "https://a.example/x", redirectsTo: ["https://b.example"] }],
  private: ["*.corp.example"],
  cap: 2 ** 30,
  tls: { cert: "/etc/cert.pem", key: "/etc/key.pem" },
  login: "go:{SSHA}abc",
};

const changed = (change: Record<string, unknown>) => ({ ...settings, ...change });
const upstream = (change: Record<string, unknown>) =>
  changed({ upstreams: [{ ...settings.upstreams[0], ...change }] });

describe("settings that a repository, or another user, put into a folder", () => {
  const read = (document: unknown) => {
    const { ctx, write } = sandbox();
    const places = placesIn(ctx, "gw");
    write("gw/gateway.json", JSON.stringify(document));
    return readSettingsOf(ctx, places);
  };

  it("are read as `gateway init` leaves them", () => {
    expect(read(settings)).toEqual(settings);
    for (const listen of ["[::1]:1", "localhost:80"])
      expect(read(changed({ listen }))).not.toBeNull();
  });

  it.each([
    changed({ listen: "127.0.0.1:1; location / { alias /home/; } } server { listen 127.0.0.1:2" }),
    changed({ listen: "127.0.0.1:1\n" }),
    changed({ cap: -1 }),
    changed({ cap: 1e300 }),
    changed({ cap: "1k; include /etc/passwd" }),
    changed({ private: ["["] }),
    changed({ private: [null] }),
    changed({ tls: { cert: "data:x", key: "engine:evil:id" } }),
    changed({ tls: { cert: "/a", key: 1 } }),
    changed({ login: ["x"] }),
    changed({ upstreams: [] }),
    changed({ upstreams: { every: 1 } }),
    upstream({ id: 1 }),
    upstream({ url: "http://$host/" }),
    upstream({ url: "http://a;b/" }),
    upstream({ url: "file:///etc" }),
    upstream({ redirectsTo: "https://b.example" }),
    upstream({ redirectsTo: ["z"] }),
    upstream({ redirectsTo: ["https://b;c/"] }),
    null,
    [],
    "x",
  ])("are none where nginx would take a word of them for something else: %j", (document) => {
    expect(read(document)).toBeNull();
  });
});

it("what stands in the address of a mirror is no word of nginx", () => {
  const url = "http://u:p@127.0.0.1:1/a;}{$http_authorization\"'/!x/%24";
  const conf = nginxConf(
    { ...settings, upstreams: [{ id: "a", url }] },
    { folder: "/gw", caFile: null, isRoot: false, unresolved: new Set() },
  );
  expect(conf).toContain(
    "proxy_pass http://m0/a%3B%7D%7B%24http_authorization%22%27/!x/%24$request_uri;",
  );
});

describe("the folder of a gateway", () => {
  it("is one of its own: other files are not closed to others, and not removed", () => {
    const { ctx, home, write } = sandbox();
    const folder = path.join(home, "gw");
    const refused = expect.objectContaining({ kind: "not-our-folder" });
    expectOurFolder(ctx, folder);
    fs.mkdirSync(path.join(folder, "log"), { recursive: true });
    expectOurFolder(ctx, folder);
    write("gw/other.sock", "");
    expect(() => expectOurFolder(ctx, folder)).toThrow(refused);
    fs.chmodSync(folder, 0o700);
    expectOurFolder(ctx, folder);
    fs.chmodSync(folder, 0o755);
    fs.chmodSync(home, 0o700);
    expect(() => expectOurFolder(ctx, home)).toThrow(refused);
    write("gw/gateway.json", "{}");
    expectOurFolder(ctx, folder);
    expect(() => expectOurFolder({ ...ctx, user: (ctx.user ?? 0) + 1 }, folder)).toThrow(refused);
    expect(() => expectOurFolder(ctx, path.join(folder, "other.sock"))).toThrow(refused);
  });

  it("logs with lines of any shape are read", () => {
    const { ctx, write } = sandbox();
    const places = placesIn(ctx, "gw");
    const line = { time: "2026-01-01", mirror: "a", status: 200, upstream_status: "200" };
    const text = ["null", "1", "[]", '{"time":{}}', "{", JSON.stringify(line)].join("\n");
    for (const name of ["access", "mirrors"]) write(`gw/log/${name}.log`, text);
    const { requests, mirrors } = statusOf(ctx, settings, places, () => false);
    expect([requests?.total, mirrors[0]?.asked]).toEqual([1, 1]);
  });

  it("an entry of the cache that nginx throws out meanwhile is gone", () => {
    const { ctx, write } = sandbox();
    write("gw/cache/a", "x\nKEY: /a.b/c/@v/list\n");
    const openSync: typeof fs.openSync = () => {
      throw new Error("ENOENT");
    };
    const racing = { ...ctx, fs: { ...fs, openSync } };
    expect(purge(racing, placesIn(ctx, "gw"), "a.b/c", null, false)).toBe(0);
    expect(purge(ctx, placesIn(ctx, "gw"), "a.b/c", null, false)).toBe(1);
  });
});

it("a report that does not fit on the disk leaves the one before", () => {
  const { ctx, home, write, read } = sandbox();
  write("real.html", "before");
  fs.symlinkSync("real.html", path.join(home, "report.html"));
  const writeFileSync: typeof fs.writeFileSync = (file, text, options) => {
    fs.writeFileSync(file, String(text).slice(0, 2), options);
    throw Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" });
  };
  const full = { ...ctx, fs: { ...fs, writeFileSync } };
  expect(() => saveFile(full, "report.html", "after")).toThrow("write-failed");
  expect([read("real.html"), fs.readdirSync(home).length]).toEqual(["before", 2]);
  fs.chmodSync(path.join(home, "real.html"), 0o600);
  saveFile(ctx, "report.html", "after");
  expect(fs.statSync(path.join(home, "real.html")).mode & 0o777).toBe(0o600);
  expect([read("real.html"), fs.readdirSync(home).length]).toEqual(["after", 2]);
});

it("a file that is written whole is not written through a link that lies beside it", () => {
  const { ctx, home, write, read } = sandbox();
  const file = path.join(home, "out.prom");
  fs.symlinkSync(write("victim", "before"), `${file}.${ctx.pid}.tmp`);
  saveWhole(ctx, file, "text");
  expect([read("out.prom"), read("victim")]).toEqual(["text", "before"]);
});
