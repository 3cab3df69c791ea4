import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import type { Measured } from "../../../src/contract.ts";
import { percentiles } from "../../../src/mirrors/measure/rank.ts";
import { measure as en } from "../../../src/text/en/measure.ts";
import { measure as zh } from "../../../src/text/zh/measure.ts";
import { reportPage, type Report } from "../../../src/verbs/test/report/page.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { browser } from "../../support/browser.ts";
import { need } from "../../support/machine.ts";
import { sandbox } from "../../support/sandbox.ts";
import { user } from "../../support/user.ts";

const found = browser();
let shown: Browser | undefined;
let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
  if (!found.ok) return;
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  shown = await chromium.launch({ executablePath: found.value, args });
});
afterAll(async () => {
  await shown?.close();
  await lab.stop();
});

/** Opens a page; what it asks for and complains of is kept, and whether it is wider than the window. */
async function open(test: TestContext, file: string, options: BrowserContextOptions = {}) {
  need(test, found);
  const context = await shown!.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  const marks = async (selector: string) =>
    page.$$eval(selector, (all) =>
      all.map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );
  const wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
  return { page, complaints, requests, marks, wide, context };
}

/** A report of so many mirrors, the n-th with latencies around n × 10 ms, every seventh dead. */
function reportOf(count: number, change: Partial<Report> = {}): Report {
  const mirrors = Array.from({ length: count }, (_, at): Measured => {
    const ok = count === 1 || at % 7 !== 6;
    const step = (ms: number) => (ok ? percentiles([ms]) : null);
    return {
      id: `mirror-${at}.example`,
      url: `https://mirror-${at}.example`,
      ok,
      samples: ok ? 20 : 1,
      failures: ok ? at % 3 : 1,
      failuresByCode: ok ? (at % 3 ? { "net.reset": at % 3 } : {}) : { "net.dns": 1 },
      ms: {
        dns: step(2),
        connect: step(5),
        tls: step(9),
        cold: step(20 + 10 * at),
        firstByte: step(10),
        total: ok ? percentiles(times(at)) : null,
      },
      throughput: ok ? 1e6 : null,
      serves: { modules: ok, sumdb: at % 2 === 0, toolchain: null },
      freshness: null,
      ...(ok ? {} : { error: { code: "net.dns", message: "There is no such name." } }),
    };
  });
  return {
    document: {
      schemaVersion: 1,
      module: "golang.org/x/mod@v0.25.0",
      mirrors,
      best: "mirror-0.example",
      recommended: "https://mirror-0.example|direct",
      partial: false,
    },
    raw: mirrors.map(({ ok }, at) => ({
      total: ok ? times(at) : [],
      cold: ok ? [20 + 10 * at] : [],
      cost: ok ? 50 + 40 * at : Infinity,
      name: at === 0 ? "Someone's" : null,
    })),
    setup: ["20 requests each", "goproxy-cfg 0.0.0"],
    left: [],
    command: "goproxy-cfg use mirror-0.example",
    when: "2026-11-21T05:00:00.000Z",
    lang: "en",
    words: en,
    ...change,
  };
}

const times = (at: number) => Array.from({ length: 15 }, (_, n) => 10 * (at + 1) + (n % 5));

function saved(report: Report): string {
  const file = path.join(sandbox().root, "report.html");
  fs.writeFileSync(file, reportPage(report));
  return file;
}

describe.each([1, 30])("the report of %i mirrors", (count) => {
  it("has marks for each, complains of nothing and asks for nothing", async (test) => {
    const file = saved(reportOf(count));
    const { page, complaints, requests, marks, wide, context } = await open(test, file);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([pathToFileURL(file).href]);
    expect(wide).toBe(false);
    const good = reportOf(count).document.mirrors.filter(({ ok }) => ok).length;
    const dots = await marks("#distribution circle");
    expect(dots).toHaveLength(15 * good);
    expect(dots.every(({ width }) => width > 2)).toBe(true);
    const plots = await marks("#distribution .row:not(.axis) .plot");
    expect(plots).toHaveLength(good);
    // Every dot lies in its plot.
    dots.forEach((dot, at) => {
      const plot = plots[Math.floor(at / 15)]!;
      expect(dot.x).toBeGreaterThanOrEqual(plot.x - 1);
      expect(dot.x + dot.width).toBeLessThanOrEqual(plot.x + plot.width + 1);
    });
    const bars = await marks("#phases rect.step");
    expect(bars).toHaveLength(4 * good);
    expect(bars.every(({ width }) => width > 0)).toBe(true);
    expect(await page.textContent("#recommended pre")).toContain(
      "goproxy-cfg use mirror-0.example",
    );
    await context.close();
  });
});

it("the fastest is first, and further to the left", async (test) => {
  const { page, marks, context } = await open(test, saved(reportOf(8)));
  const names = await page.$$eval("#distribution .row:not(.axis) .name", (all) =>
    all.map((one) => one.textContent),
  );
  expect(names[0]).toBe("mirror-0.example");
  const medians = (await marks("#distribution line.median")).map(({ x }) => x);
  expect(medians).toEqual(medians.toSorted((a, b) => a - b));
  expect(new Set(medians).size).toBe(medians.length);
  await context.close();
});

it("says what was measured, by whom, and which way is short", async (test) => {
  const report = reportOf(8);
  report.document.mirrors.reverse();
  const { page, context } = await open(test, saved({ ...report, raw: report.raw.toReversed() }));
  const text = async (selector: string) =>
    (await page.textContent(selector))?.replaceAll(/\s+/g, " ");
  expect(await text(".headline")).toContain(
    "mirror-0.example brings a module 6.6 times as fast as",
  );
  expect(await text("#numbers tbody tr td")).toBe(
    " mirror-0.example Someone's · https://mirror-0.example ",
  );
  expect(await text("#failures")).toContain("name not found × 1 There is no such name.");
  expect(await page.$$eval("#recommended pre", (all) => all.map((one) => one.textContent))).toEqual(
    ["goproxy-cfg use mirror-0.example", 'go env -w "GOPROXY=https://mirror-0.example|direct"'],
  );
  expect(await page.$$("#speeds rect.speed")).toHaveLength(7);
  expect(await text("body")).toContain("20 requests each · goproxy-cfg 0.0.0");
  // One click is enough to take a command along; there is no script that could copy it.
  await page.click("#recommended pre");
  expect(await page.evaluate("String(getSelection())")).toBe("goproxy-cfg use mirror-0.example");
  await context.close();
});

it("is readable on a phone and in the dark, in Chinese", async (test) => {
  const file = saved(reportOf(30, { lang: "zh", words: zh }));
  const phone = { viewport: { width: 360, height: 740 }, colorScheme: "dark" as const };
  const { page, complaints, wide, context } = await open(test, file, phone);
  expect(complaints).toEqual([]);
  expect(wide).toBe(false);
  expect(await page.textContent("h1")).toBe("Go 模块镜像测速");
  const [ground, ink] = (await page.evaluate(
    "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]",
  )) as [string, string];
  const light = (colour: string) =>
    (colour.match(/\d+/g) ?? []).map(Number).reduce((a, b) => a + b, 0);
  expect(light(ground)).toBeLessThan(150);
  expect(light(ink)).toBeGreaterThan(600);
  await context.close();
});

it("takes what a mirror is called for text", async (test) => {
  const report = reportOf(1);
  const evil = `<img src=x onerror="console.log('run')"><script>console.log("run")</script>&amp;`;
  const first = report.document.mirrors[0]!;
  first.id = evil;
  first.failures = 1;
  first.error = { code: evil, message: evil };
  const { page, complaints, requests, context } = await open(
    test,
    saved({ ...report, command: evil }),
  );
  expect(complaints).toEqual([]);
  expect(requests).toHaveLength(1);
  expect(await page.textContent("#distribution .name")).toBe(evil);
  expect(await page.$$("script, img")).toEqual([]);
  await context.close();
});

it("is what test --html writes, also where nobody serves", async (test) => {
  const someone = user();
  const run = await someone.cfg([
    "test",
    lab.url("latency=5-20"),
    lab.url("500"),
    "--samples",
    "8",
    "--html",
    "r.html",
  ]);
  expect(run.code).toBe(0);
  expect(run.stdout).toContain(path.join(someone.home, "r.html"));
  const { complaints, marks, context } = await open(test, path.join(someone.home, "r.html"));
  expect(complaints).toEqual([]);
  expect(await marks("#distribution circle")).toHaveLength(6);
  expect(await marks("#failures tr")).toHaveLength(1);
  await context.close();
  const none = await someone.cfg(["test", lab.url("500"), "--html", "none.html"]);
  expect(none.code).toBe(1);
  const empty = await open(test, path.join(someone.home, "none.html"));
  expect(empty.complaints).toEqual([]);
  expect(await empty.marks("#distribution")).toEqual([]);
  await empty.context.close();
});

it("a report that cannot be written is write-failed", async () => {
  const run = await user().cfg([
    "test",
    lab.url("ok"),
    "--samples",
    "2",
    "--html",
    "nowhere/r.html",
    "--json",
  ]);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(JSON.parse(run.stderr)).toMatchObject({ error: { code: "write-failed" } });
});
