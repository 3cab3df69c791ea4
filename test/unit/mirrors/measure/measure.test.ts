import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Env } from "../../../../src/context.ts";
import {
  autoTargets,
  chooseAuto,
  targetsOf,
  measure,
  measureModule,
  type MeasureOptions,
} from "../../../../src/mirrors/measure/measure.ts";
import { catalog, type OwnMirror } from "../../../../src/catalog/catalog.ts";
import { type Measurement, served, throughput } from "../../../../src/mirrors/measure/measured.ts";
import type { ProbeTarget } from "../../../../src/mirrors/probe-result.ts";
import { newest } from "../../../../src/go/version.ts";
import { noCertificates } from "../../../support/lab/certificates.ts";
import { type Lab, startLab } from "../../../support/lab/lab.ts";
import { sandbox } from "../../../support/sandbox.ts";

const tls = noCertificates() === null;
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ tls });
});
afterAll(() => lab.stop());

const at = (...faults: string[]): ProbeTarget => ({
  id: faults.join("+"),
  url: lab.url(...faults),
  own: false,
});

async function one(target: ProbeTarget, options: Partial<MeasureOptions> = {}, env: Env = {}) {
  lab.takeRequests();
  const { ctx } = sandbox({ env });
  const { measurements } = await measure(ctx, [target], {
    samples: 8,
    timeoutMs: 20_000,
    ...options,
  });
  return { seen: measurements[0]!, requests: lab.takeRequests() };
}

describe("what is measured", () => {
  it("are so many requests, a fourth of them on new connections, and one zip, twice", async () => {
    const { seen, requests } = await one(at("ok"));
    expect(seen).toMatchObject({
      stage: "done",
      samples: 8,
      failures: 0,
      latest: "v1.2.0",
      serves: { modules: true, sumdb: true, toolchain: true },
      error: null,
    });
    expect(seen.times.cold).toHaveLength(2);
    expect(seen.times.connect).toHaveLength(2);
    expect(seen.times.dns).toHaveLength(0);
    expect(seen.times.tls).toHaveLength(0);
    expect(seen.times.total).toHaveLength(6);
    expect(seen.times.firstByte).toHaveLength(6);
    expect(served(seen)).toBe(true);
    expect(throughput(seen)).toBeGreaterThan(0);
    const kinds = requests.map(({ kind, module }) =>
      module === measureModule.module ? kind : "-",
    );
    const count = (wanted: string) => kinds.filter((kind) => kind === wanted).length;
    // One `.info` more: the probe's.
    expect([count("info"), count("list"), count("zip"), kinds.length]).toEqual([9, 1, 2, 14]);
  });

  it.skipIf(!tls)(
    "has the handshake where there is one, and not on a warm connection",
    async () => {
      const target = { id: "tls", url: lab.tls("valid", "ok"), own: false };
      const { seen } = await one(
        target,
        {},
        { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: "/nowhere" },
      );
      expect(seen.times.tls).toHaveLength(2);
      expect(seen.times.total).toHaveLength(6);
      seen.times.cold.forEach((cold, nth) => {
        expect(cold).toBeGreaterThan(seen.times.tls[nth]! + seen.times.connect[nth]!);
      });
    },
  );

  it("is a connection each time, where the server keeps none", async () => {
    const { seen } = await one(at("one-shot"), { samples: 12 });
    // The first that was meant to be warm is one more of the cold ones; all others are what it takes here.
    expect([seen.times.cold.length, seen.times.total.length, seen.samples]).toEqual([4, 8, 12]);
  });

  it("counts failures by code, and goes on", async () => {
    const { seen } = await one(at("info-flaky=4"), { samples: 12 });
    expect(seen.samples).toBe(12);
    expect(seen.failures).toBeGreaterThan(1);
    expect(seen.failuresByCode).toEqual({ "net.status": seen.failures });
    expect(served(seen)).toBe(true);
  });

  it("does not wait for a mirror that hangs", async () => {
    const held: ServerResponse[] = [];
    const server = createServer((_request, response) => void held.push(response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    let live: readonly Measurement[] = [];
    const running = measure(sandbox().ctx, [{ id: "held", url, own: false }, at("ok")], {
      samples: 8,
      timeoutMs: 30_000,
      watch: (seen) => (live = seen),
    });
    await vi.waitUntil(() => live[1]?.stage === "done", { timeout: 20_000 });
    expect(live[0]).toMatchObject({ stage: "waiting", probed: null });
    server.on("request", (_request, response) => response.writeHead(500).end());
    for (const response of held) response.writeHead(500).end();
    expect((await running).measurements[0]?.error).toMatchObject({ code: "net.status" });
    server.close();
  });

  it("stops at who does not answer", async () => {
    const { seen, requests } = await one(at("500"));
    expect(seen).toMatchObject({
      stage: "done",
      samples: 1,
      failures: 1,
      error: { code: "net.status" },
    });
    expect(requests.length).toBeLessThan(4);
  });

  it.each([
    ["zip-404", "net.status"],
    ["zip-truncate", "net.truncated"],
    ["bad-zip", "net.bad-response"],
    ["zip-html", "net.bad-response"],
    ["zip-reset", "net.reset"],
  ])("%s is no mirror to download from", async (fault, code) => {
    const { seen } = await one(at(fault));
    expect(seen.error?.code).toBe(code);
    expect(served(seen)).toBe(false);
  });

  it("forgives a zip that came the second time", async () => {
    // The zip is the fifth request that concerns it: every other one fails.
    const { seen } = await one(at("zip-flaky=2"));
    expect(served(seen)).toBe(true);
  });

  it("is a rate, of a zip that takes too long as well", async () => {
    const { seen } = await one(at("zip-throttle=200"), { timeoutMs: 2500 });
    expect(served(seen)).toBe(true);
    expect(throughput(seen)).toBeGreaterThan(0);
  });

  it("times an own mirror that lacks the module by its 404", async () => {
    const { seen } = await one({ ...at("404"), own: true });
    expect(seen).toMatchObject({ lacksModule: true, samples: 8, failures: 0, zip: null });
    expect(seen.times.total).toHaveLength(6);
  });

  it("leaves an unparsable URL and a folder to the probe", async () => {
    const folder = await one({ id: "f", url: "file:///nowhere", own: true });
    expect(folder.seen).toMatchObject({ stage: "done", samples: 1 });
    const odd = await one({ id: "o", url: "http://[::1/x", own: true });
    expect(served(odd.seen)).toBe(false);
  });

  it("never shows a password", async () => {
    const url = lab.url("ok").replace("http://", "http://user:secret@");
    const { seen } = await one({ id: "x", url, own: true });
    const { target: _, ...rest } = seen;
    expect(JSON.stringify(rest)).not.toContain("secret");
  });
});

describe("bounds", () => {
  it("a budget ends it with what there is", async () => {
    const { ctx } = sandbox();
    const { measurements, stopped } = await measure(ctx, [at("delay=40"), at("hang")], {
      samples: 200,
      timeoutMs: 1500,
      budgetMs: 3000,
    });
    expect(stopped).toBe("budget");
    expect(measurements[0]?.samples).toBeGreaterThan(0);
    expect(measurements[0]?.samples).toBeLessThan(200);
    expect(measurements[0]?.error?.code ?? "net.timeout").toBe("net.timeout");
    expect(measurements[1]).toMatchObject({ failures: 1, error: { code: "net.timeout" } });
  });

  it("Ctrl-C ends it with what there is", async () => {
    const stop = new AbortController();
    const { ctx } = sandbox({ ctx: { signal: stop.signal } });
    const running = measure(ctx, [at("delay=30")], {
      samples: 200,
      timeoutMs: 20_000,
      watch: (live) => {
        const timer = setInterval(() => {
          if ((live[0]?.samples ?? 0) < 3) return;
          clearInterval(timer);
          stop.abort();
        }, 5);
      },
    });
    const { measurements, stopped } = await running;
    expect(stopped).toBe("interrupted");
    expect(measurements[0]).toMatchObject({ failures: 0, error: null });
    expect(measurements[0]?.samples).toBeLessThan(200);
  });

  it("no mirror has more than a few requests at a time", async () => {
    const { ctx } = sandbox();
    lab.takeRequests();
    await measure(ctx, [at("delay=3"), at("delay=4"), at("delay=5")], {
      samples: 16,
      timeoutMs: 20_000,
    });
    const seen = lab.takeRequests().map(({ at: from, took }) => [from, from + took] as const);
    const most = seen.map(([from]) => seen.filter(([a, b]) => a <= from && from < b).length);
    // Three of the probe for each mirror.
    expect(Math.max(...most)).toBeLessThanOrEqual(9);
  });
});

describe("use auto", () => {
  const options = {
    own: [] as OwnMirror[],
    fallback: null,
    direct: true,
    version: newest,
    platform: "linux" as const,
  };

  it("is about the active catalog, without what is opt-in, and the own mirrors", () => {
    const serves = { modules: null, sumdb: null, toolchain: null };
    const mine = { name: "corp", url: "https://goproxy.cn/", serves, private: false, pinned: true };
    const ids = autoTargets([], { ...options, own: [mine] }).map(({ id }) => id);
    expect(ids[0]).toBe("corp");
    expect(ids).toContain("aliyun");
    for (const id of ["ustc", "goproxy.io", "cn", "goproxy.cn"]) expect(ids).not.toContain(id);
    expect(targetsOf([], options).map(({ id }) => id)).toEqual(
      catalog
        .filter(({ url, region }) => url !== null && !["ru", "ir"].includes(region))
        .map(({ id }) => id),
    );
    expect(autoTargets(["ustc"], options).map(({ id }) => id)).toEqual(["ustc"]);
  });

  it("puts those who serve in order, by URL, and keeps what ends the list", async () => {
    const { ctx } = sandbox();
    const [slow, fast, dead] = [lab.url("delay=400"), lab.url("ok"), lab.url("500")];
    const chosen = await chooseAuto(ctx, ["auto", slow, dead, fast, "off"], options);
    expect(chosen.operands).toEqual([fast, slow, "off"]);
    expect(chosen.probed.map(({ url }) => url)).toEqual([fast, slow]);
    expect(chosen.asked.map(({ ok }) => ok)).toEqual([true, false, true]);
  });

  it("is not for a list", async () => {
    const { ctx } = sandbox();
    await expect(chooseAuto(ctx, ["auto", "https://a,direct"], options)).rejects.toMatchObject({
      kind: "list-alone",
    });
  });
});
