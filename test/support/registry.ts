import type { Context, ExecOptions, ExecResult } from "../../src/context.ts";
import { type Sandbox, sandbox } from "./sandbox.ts";

export interface FakeWindows {
  ctx: Context;
  /** HKCU\Environment. */
  user: Map<string, { value: string; kind: string }>;
  /** The variables of all users. */
  machine: Map<string, { value: string; kind: string }>;
  /** Every program that was started. */
  started: { file: string; options: ExecOptions }[];
  /** What does not work on this machine. */
  broken: Set<"reg" | "powershell" | "write" | "constrained" | "broadcast">;
}

const shortKinds: Record<string, string> = { REG_SZ: "String", REG_EXPAND_SZ: "ExpandString" };

/** A Windows of two programs, reg.exe and powershell.exe, which answer as the real ones do. */
export function fakeWindows(
  env: Record<string, string> = {},
  box: Sandbox = sandbox(),
): FakeWindows {
  const files = new Map<string, Buffer>();
  const user: FakeWindows["user"] = new Map();
  const machine: FakeWindows["machine"] = new Map();
  const started: FakeWindows["started"] = [];
  const broken: FakeWindows["broken"] = new Set();

  function put(name: string, value: string | null, kind: string): void {
    if (broken.has("write")) return;
    if (value === null) user.delete(name);
    else user.set(name, { value, kind });
  }

  function reg(args: readonly string[]): Partial<ExecResult> {
    if (broken.has("reg")) return { code: 1, stderr: "ERROR: Registry editing has been disabled" };
    const [verb = "", key = "", third = ""] = args;
    const argument = (flag: string) => args[args.indexOf(flag) + 1] ?? "";
    if (verb === "export") {
      files.set(third, exportFile(key, key.startsWith("HKLM") ? machine : user));
    } else put(argument("/v"), verb === "add" ? argument("/d") : null, argument("/t"));
    return { stdout: "The operation completed successfully.\r\n" };
  }

  function powershell(input: string): Partial<ExecResult> {
    if (broken.has("powershell")) return { code: null, failure: "ENOENT" };
    const request = JSON.parse(input) as {
      read: string[];
      changes: { name: string; value: string | null; expands: boolean }[];
    };
    const show = (values: FakeWindows["user"]) =>
      request.read.flatMap((name): object[] => {
        const one = values.get(name);
        if (one === undefined) return [];
        const kind = broken.has("constrained") ? "Unknown" : (shortKinds[one.kind] ?? "DWord");
        if (!/[^ -~]/.test(one.value)) return [{ name, kind, value: one.value }];
        const codes = Array.from({ length: one.value.length }, (_, at) => one.value.charCodeAt(at));
        return [{ name, kind, codes }];
      });
    const before = show(user);
    const constrained = broken.has("constrained");
    let problem: string | null = null;
    for (const { name, value, expands } of request.changes) {
      const swap = expands && user.get(name)?.kind !== "REG_EXPAND_SZ";
      if (constrained && expands) problem = "Constrained Language Mode";
      else put(name, value, swap ? "REG_EXPAND_SZ" : "REG_SZ");
    }
    if (broken.has("write")) problem = "Requested registry access is not allowed.";
    const answer = { before, after: show(user), problem };
    const tail = constrained || broken.has("broadcast") ? "" : "broadcast\r\n";
    return {
      stdout: `${JSON.stringify(answer)}\r\n${tail}`,
      stderr: "#< CLIXML",
      timedOut: broken.has("broadcast"),
    };
  }

  const ctx: Context = {
    ...box.ctx,
    platform: "win32",
    home: String.raw`C:\Users\me`,
    env: { SYSTEMROOT: String.raw`C:\WINDOWS`, TEMP: String.raw`C:\Temp`, ...env },
    fs: {
      ...box.ctx.fs,
      readFileSync: ((file: string, ...rest: []) =>
        file.endsWith(".reg") ? files.get(file) : box.ctx.fs.readFileSync(file, ...rest)) as never,
      unlinkSync: (file) => {
        if (!String(file).endsWith(".reg")) box.ctx.fs.unlinkSync(file);
        else if (!files.delete(String(file))) throw new Error("ENOENT");
      },
    },
    async exec(file, options) {
      started.push({ file, options });
      const answer = file.endsWith("reg.exe") ? reg(options.args) : powershell(options.input ?? "");
      return { code: 0, stdout: "", stderr: "", timedOut: false, failure: null, ...answer };
    },
  };
  return { ctx, user, machine, started, broken };
}

/** As `reg export` of Windows writes it. */
export function exportFile(
  key: string,
  values: ReadonlyMap<string, { value: string; kind: string }>,
): Buffer {
  const lines = [...values].map(([name, { value, kind }]) => {
    if (kind === "REG_SZ") return `"${name}"="${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
    if (kind === "REG_DWORD") return `"${name}"=${value}`;
    const hex = Buffer.from(`${value}\0`, "utf16le").toString("hex").match(/../g)!.join(",");
    return `"${name}"=hex(2):${hex.replaceAll(/(.{60},)/g, "$1\\\r\n  ")}`;
  });
  const text = ["Windows Registry Editor Version 5.00", "", `[${key}]`, ...lines, "", ""];
  return Buffer.from(`\ufeff${text.join("\r\n")}`, "utf16le");
}
