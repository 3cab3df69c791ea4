// For `node --require`: appends the file name of every process that this one starts to PROCESS_LOG.
const { appendFileSync } = require("node:fs");
const childProcess = require("node:child_process");
const { syncBuiltinESMExports } = require("node:module");

const log = (file, args) =>
  appendFileSync(process.env.PROCESS_LOG, `${[file, ...(args ?? [])].join(" ")}\n`);

const { spawn } = childProcess.ChildProcess.prototype;
childProcess.ChildProcess.prototype.spawn = function (options) {
  log(options.file, options.args?.slice(1));
  return spawn.call(this, options);
};
for (const name of ["spawnSync", "execFileSync", "execSync"]) {
  const original = childProcess[name];
  childProcess[name] = function (file, args, ...rest) {
    log(file, Array.isArray(args) ? args : []);
    return original.call(this, file, args, ...rest);
  };
}
syncBuiltinESMExports();
