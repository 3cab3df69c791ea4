import path from "node:path";

// The machine that runs the tests has its own go settings and proxies: none of them may reach a test.
for (const name of Object.keys(process.env)) {
  if (/^(GO[A-Z]|GOPROXY_CFG_|NETRC$|.*_proxy$)/i.test(name)) delete process.env[name];
}
process.env["LC_ALL"] = "C.UTF-8";

// What scripts/test.sh installed beside the checkout's own files: nushell, and go where the machine has none.
const tools = path.resolve(import.meta.dirname, "../../.tools/bin");
process.env["PATH"] = [tools, process.env["PATH"]].join(path.delimiter);
