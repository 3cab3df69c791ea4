// Loads the program with the code that V8 compiled of it in an earlier run. Node's own cache keeps what is compiled
// before a file runs, and Node 20 has none: functions would be compiled anew in each run, an eighth of `list`. This one
// is made of all that has run: https://nodejs.org/api/vm.html#scriptcreatecacheddata
// Windows keeps node's own: under Wine a node without it dies where a library looks at process.title.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");
const { crc32 } = require("node:zlib");

// The build puts this file beside those that it loads.
const dist = __dirname;
const user = process.geteuid ? process.geteuid() : null;

/** Of this user alone; in it a folder for each V8 with its flags, and each place of the program. */
const own = path.join(os.tmpdir(), `node-code-goproxy-cfg-${user ?? "mine"}`);
const folder = path.join(own, `${v8.cachedDataVersionTag()}-${crc32(dist)}`);
/** One that is not absolute would be in the working folder, which may be anybody's. */
const isWanted = path.isAbsolute(own) && !process.env.NODE_DISABLE_COMPILE_CACHE;

const modules = new Map();
const compiledNow = [];
let isUsable = null;

/** What a file of dist exports; by any other name what node's require returns. */
module.exports = function load(name) {
  if (!name.startsWith("./")) return require(name);
  const known = modules.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(name, module);
  try {
    const file = path.join(dist, name);
    compile(file).runInThisContext()(module.exports, load, module, file, dist);
    return module.exports;
  } catch (error) {
    modules.delete(name);
    throw error;
  }
};

const head = "(function (exports, require, module, __filename, __dirname) {";

function compile(file) {
  const source = fs.readFileSync(file);
  const cachedData = kept(file, source);
  const script = new vm.Script(`${head}${source}\n})`, {
    filename: file,
    columnOffset: -head.length,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (isWanted && (cachedData === undefined || script.cachedDataRejected)) {
    if (compiledNow.length === 0) process.on("exit", keep);
    compiledNow.push({ file, source, script });
  }
  return script;
}

const cacheOf = (file) => path.join(folder, path.basename(file));

/**
 * The code that was kept of a file as it is now; undefined where there is none, or where it is damaged, which V8 does
 * not look for. Eight bytes stand before it: V8 copies what does not begin at a multiple of that.
 */
function kept(file, source) {
  isUsable ??= isWanted && isOnlyOurs();
  if (!isUsable) return undefined;
  try {
    const cache = fs.readFileSync(cacheOf(file));
    const code = cache.subarray(8);
    return cache.readUInt32LE(0) === crc32(code, crc32(source)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Whoever else could write there, or put a folder of theirs in its place, would have their code run by this user. */
function isOnlyOurs() {
  try {
    const status = fs.lstatSync(own);
    if (user === null) return status.isDirectory();
    const above = fs.statSync(path.dirname(own));
    const isSticky = (above.mode & 0o1000) !== 0;
    return (
      status.isDirectory() &&
      status.uid === user &&
      (status.mode & 0o77) === 0 &&
      (above.uid === user || above.uid === 0) &&
      (isSticky || (above.mode & 0o22) === 0)
    );
  } catch {
    return false;
  }
}

function keep() {
  try {
    if (!fs.existsSync(own)) fs.mkdirSync(own, { mode: 0o700 });
    if (!isOnlyOurs()) return;
    fs.mkdirSync(folder, { mode: 0o700, recursive: true });
    for (const { file, source, script } of compiledNow) {
      const code = script.createCachedData();
      const start = Buffer.alloc(8);
      start.writeUInt32LE(crc32(code, crc32(source)));
      const temporary = `${cacheOf(file)}.${process.pid}`;
      fs.writeFileSync(temporary, Buffer.concat([start, code]), { mode: 0o600 });
      fs.renameSync(temporary, cacheOf(file));
    }
  } catch {
    // A full disk, a folder that nobody may write: the next run compiles again.
  }
}
