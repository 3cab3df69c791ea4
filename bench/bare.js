// What the tool is measured against: a bare ES module that starts the same go processes and prints what they say.
//   node bench/bare.js list|current|use
import { execFileSync } from "node:child_process";

const env = { ...process.env, GOTOOLCHAIN: "local" };
const go = (...args) => execFileSync("go", args, { env, encoding: "utf8" });

switch (process.argv[2]) {
  case "print":
    process.stdout.write("nothing\n");
    break;
  case "read":
    process.stdout.write(go("env", "-json"));
    break;
  case "write":
    go("env", "-json");
    go("env", "-w", `GOPROXY=${process.argv[3]}`);
    process.stdout.write(go("env", "-json"));
    break;
}
