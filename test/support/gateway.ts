import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished } from "vitest";
import type { GatewayStatus } from "../../src/contract.ts";
import type { GatewaySettings, Upstream } from "../../src/gateway/settings.ts";
import { bin, type Ended } from "./bin.ts";
import { expectDocument } from "./contract.ts";
import { onPath } from "./found.ts";
import { goDownload, nothingLeaves, realGo } from "./go.ts";
import { freePort } from "./ports.ts";
import { type Sandbox, sandbox } from "./sandbox.ts";

const go = realGo();
export const nginx =
  onPath("nginx") ?? ["/usr/sbin/nginx"].find((file) => fs.existsSync(file)) ?? null;
/** Why no gateway can be had here; null where it can. */
export const why = nginx === null ? "no nginx" : go.ok ? null : go.reason;

export interface Gateway {
  box: Sandbox;
  url: string;
  /** Its folder. */
  folder: string;
  cfg(...words: string[]): Promise<Ended>;
  status(): Promise<GatewayStatus>;
}

/**
 * A gateway that runs in front of these mirrors until the end of the test. `upstreams`: changes them before it starts,
 * as a catalog with other hosts would.
 */
export async function gateway(
  mirrors: readonly string[],
  flags: readonly string[] = [],
  upstreams?: (from: readonly Upstream[]) => readonly Upstream[],
  env: Record<string, string> = {},
  engine = "nginx",
): Promise<Gateway> {
  const box = sandbox({ env: { ...nothingLeaves, ...env } });
  const port = await freePort();
  const cfg = (...words: string[]) => bin(words, { env: box.env, cwd: box.home });
  const listen = ["--listen", `127.0.0.1:${port}`];
  const made = await cfg("gateway", "init", engine, ...mirrors, ...listen, ...flags);
  expect(made).toMatchObject({ code: 0 });
  const folder = path.join(box.home, ".local/state/goproxy-cfg/gateway");
  if (upstreams !== undefined) {
    const file = path.join(folder, "gateway.json");
    const settings = JSON.parse(fs.readFileSync(file, "utf8")) as GatewaySettings;
    const changed = { ...settings, upstreams: upstreams(settings.upstreams) };
    fs.writeFileSync(file, JSON.stringify(changed));
  }
  onTestFinished(async () => void (await cfg("gateway", "down")));
  const up = await cfg("gateway", "up", "--json");
  expect(up).toMatchObject({ code: 0 });
  return {
    box,
    url: `http://127.0.0.1:${port}`,
    folder,
    cfg,
    status: async () =>
      expectDocument<GatewayStatus>(
        "GatewayStatus",
        (await cfg("gateway", "status", "--json")).stdout,
      ),
  };
}

/** What go makes of a module through this proxy. */
export const download = (url: string, module = "example.com/hello@v1.1.0") =>
  goDownload({ GOPROXY: url, GOSUMDB: "off" }, module, { timeout: 60_000 });
