// npm run bench [part…]: how fast the tool is, as ratios, each measured side by side with what it is
// compared to. Prints whether each bar of the design is met; the exit code says only whether it could measure.
import { benchDoctor } from "./doctor.js";
import { benchAuto, benchMirrors } from "./mirrors.js";
import { benchGateway } from "./gateway.js";
import { benchGrowth } from "./growth.js";
import { benchPackage } from "./package.js";
import { benchShells } from "./shells.js";
import { benchStartup } from "./startup.js";
import { benchVerbs } from "./verbs.js";

const parts = {
  verbs: benchVerbs,
  growth: benchGrowth,
  startup: benchStartup,
  shells: benchShells,
  package: benchPackage,
  mirrors: benchMirrors,
  auto: benchAuto,
  doctor: benchDoctor,
  gateway: benchGateway,
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
for (const part of wanted) {
  if (!Object.hasOwn(parts, part))
    throw new Error(`there is no ${part}; there are ${Object.keys(parts).join(" ")}`);
  for await (const { name, value, bar, unit, note } of parts[part]()) {
    const shown = Number.isInteger(value) ? String(value) : value.toFixed(3);
    console.log(
      [
        (bar === undefined ? "" : value <= bar ? "pass" : "OVER").padEnd(6),
        name.padEnd(42),
        `${shown} ${unit}`.padEnd(16),
        (bar === undefined ? "" : `at most ${bar}`).padEnd(16),
        note ?? "",
      ].join(""),
    );
  }
}
