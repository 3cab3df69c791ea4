// Completes package-lock.json after `npm install`: names the optional packages of platforms other than this
// one, which npm leaves out where the registry at hand does not have them, and without which `npm ci` refuses
// the lock file. Their integrity is not known here.
import fs from "node:fs";
import path from "node:path";

const file = path.resolve(import.meta.dirname, "../package-lock.json");
const lock = JSON.parse(fs.readFileSync(file, "utf8"));
const { packages } = lock;

const systems = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  openbsd: "openbsd",
  openharmony: "openharmony",
  win32: "win32",
  windows: "win32",
};
const processors = /^(?:arm|arm64|ia32|loong64|ppc64|riscv64|s390x|wasm32|x64)$/;

/** What npm must know to pass a package over: names of native packages say for what they are built. */
function entryOf(name, version) {
  const words = name.replace(/^.*\//, "").split("-");
  const os = words.map((word) => systems[word]).find(Boolean);
  const cpu = words.find((word) => processors.test(word));
  const libc = os === "linux" && { musl: "musl", gnu: "glibc" }[words.at(-1)];
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    dev: true,
    ...(libc && { libc: [libc] }),
    optional: true,
    ...(os && { os: [os] }),
  };
}

for (const [place, { optionalDependencies = {} }] of Object.entries(packages)) {
  const folder = place.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, "");
  for (const [name, version] of Object.entries(optionalDependencies)) {
    // Native packages are asked for by their exact version; ranges (fsevents) npm keeps by itself.
    if (!/^\d/.test(version)) continue;
    const own = `${folder && `${folder}/`}node_modules/${name}`;
    const shared = `node_modules/${name}`;
    if (packages[own]?.version === version || packages[shared]?.version === version) continue;
    packages[packages[shared] ? own : shared] = entryOf(name, version);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1)),
);
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
