import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "./machine.js";

/** The program of nrm, the switcher of npm registries; npm installs it into .tools where it is not there yet. */
export function nrm() {
  const folder = path.join(root, ".tools", "nrm");
  const home = path.join(folder, "node_modules", "nrm");
  if (!fs.existsSync(home)) {
    fs.mkdirSync(folder, { recursive: true });
    const words = [
      "install",
      "--prefix",
      folder,
      "--no-save",
      "--no-audit",
      "--no-fund",
      "nrm@2.1.0",
    ];
    execFileSync("npm", words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  }
  const { bin } = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8"));
  return path.join(home, typeof bin === "string" ? bin : bin.nrm);
}
