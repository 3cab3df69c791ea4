import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "./machine.js";

/** What `npx goproxy-cfg` downloads. */
export function* benchPackage() {
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--dry-run", "--json"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [report] = Object.values(JSON.parse(packed));
  yield { name: "package: packed size", value: report.size, bar: 450_000, unit: "bytes" };
  const { dependencies = {} } = JSON.parse(
    fs.readFileSync(path.join(root, "package.json"), "utf8"),
  );
  const count = 1 + Object.keys(dependencies).length;
  yield { name: "package: packages to fetch", value: count, bar: 1, unit: "" };
}
