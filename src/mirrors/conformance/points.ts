import { probeToolchain } from "../../catalog/catalog.ts";
import type { ConformancePoint } from "../../contract.ts";
import { modulePoints } from "./module-points.ts";
import { pathPoints } from "./path-points.ts";
import { optional, type Points } from "./point.ts";
import { sumdbPoints } from "./sumdb-points.ts";
import { zipPoints } from "./zip-points.ts";

/** Milliseconds to a first byte, above which people stop a build that go would wait for. */
const slow = 5000;

/** The points of the module proxy protocol (https://go.dev/ref/mod#goproxy-protocol), in the order in which they are shown. */
export const points: Points<ConformancePoint> = {
  ...modulePoints,
  ...zipPoints,
  ...pathPoints,
  ...sumdbPoints,
  "toolchain.list": optional((ground) => ground.get(`${probeToolchain.module}/@v/list`)),
  "toolchain.info": optional((ground) => ground.file(probeToolchain, "info")),
  "toolchain.zip": optional((ground) => ground.file(probeToolchain, "zip", { method: "HEAD" })),
  "time.first-byte": async (ground) => {
    const ms = ground.slowest();
    return { status: ms < slow ? "ok" : "warning", seen: `${ms} ms`, ms };
  },
};
