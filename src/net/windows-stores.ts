import { type Context, pathsOf } from "../context.ts";
import { systemProgram } from "../programs.ts";
import type { NetworkFault } from "./fault.ts";

/** The reason of `net.tls-untrusted` where the stores could not be read. */
export const storeUnread = "store-unread";

/** Whether a certificate was not trusted; a proxy that is reached by TLS has one, too. */
export const isOfTrust = ({ code, args }: NetworkFault): boolean =>
  code === "net.tls-untrusted" || (code === "net.http-proxy" && args.reason === "tls");

/**
 * The certificates of Windows' stores as PEM blocks, those of intermediate authorities too; none where they could not be
 * read. Go lets Windows judge a chain itself; Windows fetches a public root only when it is first needed.
 */
export async function windowsStores(ctx: Context): Promise<string[]> {
  const file = systemProgram(ctx, "WindowsPowerShell", "v1.0", "powershell.exe");
  // PowerShell 7 leaves its own module path to its children, with which 5.1 has no drive `Cert:` (PowerShell#18530).
  const env = Object.entries(ctx.env).filter(([name]) => name.toUpperCase() !== "PSMODULEPATH");
  const { stdout } = await ctx.exec(file, {
    args: ["-NoProfile", "-NonInteractive", "-Command", list],
    env: Object.fromEntries(env),
    cwd: pathsOf(ctx).dirname(file),
    timeout: 20_000,
  });
  return [...new Set(stdout.split(/\r?\n/).flatMap(fromBytes))];
}

/** Bytes as numbers between blanks: methods such as Convert.ToBase64String are refused in Constrained Language Mode. */
const list =
  "$ErrorActionPreference='SilentlyContinue';$ProgressPreference='SilentlyContinue';" +
  "Get-ChildItem Cert:\\LocalMachine\\Root,Cert:\\CurrentUser\\Root,Cert:\\LocalMachine\\CA,Cert:\\CurrentUser\\CA|" +
  'ForEach-Object{"certificate $($_.RawData)"}';

function fromBytes(line: string): string[] {
  const numbers = /^certificate ((?:\d{1,3} ?)+)$/.exec(line.trim())?.[1];
  if (numbers === undefined) return [];
  const base64 = Buffer.from(numbers.trim().split(" ").map(Number)).toString("base64");
  return [`-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----`];
}
