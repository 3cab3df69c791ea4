#!/usr/bin/env node
// CommonJS, as package.json beside it says, so that a node of any age gets as far as the sentence below.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `goproxy-cfg needs Node.js 20.19 or newer; this is ${process.versions.node}.\n` +
      `goproxy-cfg 需要 Node.js 20.19 或更新版本，当前为 ${process.versions.node}。\n`,
  );
  process.exitCode = 1;
} else {
  Promise.resolve()
    .then(() => {
      if (process.platform !== "win32")
        return require("../dist/code-cache.cjs")("./main.cjs").main();
      require("node:module").enableCompileCache?.();
      return require("../dist/main.cjs").main();
    })
    .catch((error) => {
      // A part of the program that cannot be loaded: too many open files, a damaged installation.
      process.stderr.write(
        `goproxy-cfg cannot be loaded: ${error.message}\n` +
          `无法加载 goproxy-cfg：${error.message}\n`,
      );
      process.exitCode = 1;
    });
}
