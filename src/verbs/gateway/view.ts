import type { View } from "../../app.ts";
import type { GatewayStatus } from "../../contract.ts";
import { table } from "../../term/layout.ts";
import { shortPath } from "../../term/view.ts";

/** How the gateway stands: where it listens, what it holds, how its mirrors do. */
export async function renderGateway(status: GatewayStatus, view: View): Promise<string> {
  const { paint, text } = view;
  const words = (await text.measure()).gateway;
  const { running, url, pid, cache, requests, mirrors, config, inUse } = status;
  const sign = running ? paint.green("✔") : paint.red("✖");
  return [
    `${sign} ${running ? words.running(url, pid ?? 0) : words.stopped(url)}`,
    `  ${words.files(shortPath(view, config))}`,
    `  ${words.cache(bytes(cache.bytes), cache.files, bytes(cache.cap))}`,
    ...(requests === null ? [] : [`  ${words.requests(requests)}`]),
    ...table(
      mirrors.map(({ id, asked, failures, p50, down }) => [
        `  ${down ? paint.red("✖") : paint.green("✔")} ${id}`,
        words.asked(asked, failures),
        p50 === null ? "" : `${p50} ms`,
      ]),
    ),
    ...(inUse ? [] : [`  ${words.unused}`]),
  ].join("\n");
}

function bytes(count: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let size = count;
  let at = 0;
  for (; size >= 1024 && at < units.length - 1; at++) size /= 1024;
  return `${at === 0 ? size : size.toFixed(1)} ${units[at]}`;
}
