import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Test } from "../../../../src/contract.ts";
import { run } from "../../../../src/main.ts";
import { sandbox } from "../../../support/sandbox.ts";

let asked = 0;
let server: http.Server;

beforeEach(async () => {
  asked = 0;
  server = http.createServer((_request, response) => {
    asked++;
    response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterEach(() => void server.close());

const mirror = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

it.each(["missing/report.html", "folder", "file/report.html", ""])(
  "a report that cannot be written to %j is told before anybody is asked",
  async (file) => {
    const { ctx, home, stderr } = sandbox({ env: { PATH: "/nonexistent" } });
    fs.mkdirSync(path.join(home, "folder"));
    fs.writeFileSync(path.join(home, "file"), "");
    const argv = ["test", mirror(), "--samples", "1", "--html", file, "--json"];
    expect(await run({ ...ctx, cwd: home }, argv)).toBe(1);
    expect(JSON.parse(stderr()).error.code).toBe("write-failed");
    expect(asked).toBe(0);
    expect(fs.readdirSync(home, { recursive: true }).toSorted()).toEqual(["file", "folder"]);
  },
);

it("nothing is left of a report that is not written, and a link stays a link", async () => {
  const { trySaving } = await import("../../../../src/changes/save.ts");
  const { reportMark: mark } = await import("../../../../src/verbs/test/report/page.ts");
  const { ctx, home } = sandbox();
  fs.writeFileSync(path.join(home, "old.html"), `<p>${mark}</p>`);
  fs.symlinkSync("nowhere.html", path.join(home, "link.html"));
  for (const name of ["new.html", "old.html", "link.html"]) {
    trySaving({ ...ctx, cwd: home }, name, mark);
  }
  expect(fs.readdirSync(home).toSorted()).toEqual(["link.html", "old.html"]);
  expect(fs.readFileSync(path.join(home, "old.html"), "utf8")).toBe(`<p>${mark}</p>`);
});

it("a mirror that has not the module serves nobody, and is told what to name", async () => {
  const { ctx, stdout } = sandbox({ env: { PATH: "/nonexistent" } });
  expect(await run(ctx, ["test", mirror(), "--samples", "4"])).toBe(1);
  expect(stdout()).toMatch(/· +http[^]*does not have .*--module[^]*No mirror served/);
});

it("an interrupted measurement calls nothing measured and recommends nothing", async () => {
  const stop = new AbortController();
  const { ctx, stdout } = sandbox({ env: { PATH: "/nonexistent" }, ctx: { signal: stop.signal } });
  server.removeAllListeners("request");
  server.on("request", ({ url = "" }: http.IncomingMessage, response: http.ServerResponse) => {
    if (url.startsWith("/hang")) setImmediate(() => stop.abort());
    else response.end('{"Version":"v0.25.0"}');
  });
  const line = ["test", `${mirror()}/good`, `${mirror()}/hang`, "--json"];
  expect(await run(ctx, line)).toBe(130);
  const seen = JSON.parse(stdout()) as Test;
  expect(seen).toMatchObject({ partial: true, best: null, recommended: null });
  expect(seen.mirrors.filter(({ ok }) => ok)).toEqual([]);
});
