import pLimit from "p-limit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { download, gateway, why } from "../../support/gateway.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());

/** Faults of a first mirror, behind which stands a good one; null: a port on which nobody listens. */
const faults: Record<string, string | null> = {
  "never answers": "hang",
  "dead port": null,
  "404": "404",
  "410": "410",
  "401": "401",
  "403": "403",
  "429": "429",
  "500": "500",
  "503": "503",
  "login page": "portal",
  "cut zip, its length given": "zip-truncate",
  "cut zip, chunked": "zip-truncate-chunked",
  "cut zip without a length": "zip-truncate-bare",
  "redirect to nowhere": "redirect-nowhere",
  "connection reset": "reset",
};

const part = "gateway: faults of a first mirror";
describe.skipIf(why !== null)(why === null ? part : `${part}: ${why}`, () => {
  it("all are healed; what go's own chain makes of them is printed beside it", async () => {
    const plain = await download(lab.url());
    const limit = pLimit(4);
    const rows = Object.entries(faults).map(([name, fault]) =>
      limit(async () => {
        const bad = fault === null ? lab.refused : lab.url(fault);
        const { url } = await gateway([bad, lab.url()]);
        // go itself waits for ever where the gateway does for 25 s.
        const own = fault === "hang" ? null : await download(`${bad}|${lab.url()}`);
        return { name, healed: await download(url), own };
      }),
    );
    const done = await Promise.all(rows);
    const line = (name: string, ...cells: string[]) =>
      [name.padEnd(28), ...cells.map((cell) => cell.padEnd(9))].join("").trimEnd();
    const lines = done.map(({ name, healed, own }) =>
      line(name, healed.ok ? "ok" : "FAIL", own === null ? "HANG" : own.ok ? "ok" : "FAIL"),
    );
    process.stdout.write(`${[line("fault", "gateway", "go a|b"), ...lines].join("\n")}\n`);
    const sums = done.map(({ name, healed }) => [name, healed.error, healed.sum]);
    expect(sums).toEqual(Object.keys(faults).map((name) => [name, null, plain.sum]));
  });
});
