import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import { type Context, variable, pathsOf } from "../context.ts";
import { readTextIfRegular } from "../regular-file.ts";
import { systemProgram } from "../programs.ts";
import type { NetworkFault } from "./fault.ts";

/** Of the files go reads the first that can be read; and every file in all of the folders, beside it. */
interface Store {
  files: readonly string[];
  folders: readonly string[];
}

const linux: Store = {
  files: [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
  ],
  folders: ["/etc/ssl/certs", "/etc/pki/tls/certs"],
};

const bsd: Store = {
  files: [
    "/usr/local/etc/ssl/cert.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
    "/etc/openssl/certs/ca-certificates.crt",
  ],
  folders: ["/etc/ssl/certs", "/usr/local/share/certs", "/etc/openssl/certs"],
};

/** crypto/x509 root_linux.go, root_bsd.go, root_solaris.go, root_aix.go. */
const stores: Partial<Record<NodeJS.Platform, Store>> = {
  linux,
  cygwin: linux,
  android: {
    files: linux.files,
    folders: [...linux.folders, "/system/etc/security/cacerts", "/data/misc/keychain/certs-added"],
  },
  freebsd: bsd,
  openbsd: bsd,
  netbsd: bsd,
  sunos: {
    files: [
      "/etc/certs/ca-certificates.crt",
      "/etc/ssl/certs/ca-certificates.crt",
      "/etc/ssl/cacert.pem",
    ],
    folders: ["/etc/certs/CA"],
  },
  aix: { files: ["/var/ssl/certs/ca-bundle.crt"], folders: ["/var/ssl/certs"] },
};

const loaded = new Map<string, Promise<SecureContext>>();

const widened = new Map<string, Promise<boolean>>();

/**
 * Whom go trusts on this machine, ready for a TLS connection; read once for each setting of SSL_CERT_FILE and
 * SSL_CERT_DIR. crypto/x509 loadSystemRoots; NODE_EXTRA_CA_CERTS and node's own list do not matter to go. On Windows the
 * public list alone until `widenTrust` was called: public mirrors do not wait for PowerShell.
 */
export function trustOf(ctx: Context): Promise<SecureContext> {
  const key = keyOf(ctx);
  let trust = loaded.get(key);
  if (trust === undefined) {
    trust = certificates(ctx).then((ca) =>
      // Go takes any certificate of its pool for an anchor, also one that is not self-signed.
      createSecureContext({ ca, allowPartialTrustChain: true }),
    );
    loaded.set(key, trust);
  }
  return trust;
}

const keyOf = (ctx: Context) => [ctx.platform, ...named(ctx)].join("\n");

/**
 * On Windows, where a certificate was not trusted by the public list: reads the stores of the system, once, so that every
 * connection from now on is judged by them too. False: they could not be read, and go may know better.
 */
export function widenTrust(ctx: Context): Promise<boolean> {
  const key = keyOf(ctx);
  let wider = widened.get(key);
  if (wider === undefined) {
    wider = windowsStores(ctx).then((ca) => {
      if (ca.length === 0) return false;
      // A certificate of the store for intermediate ones completes a chain and ends none.
      const trust = createSecureContext({ ca: [...ca, ...rootCertificates] });
      loaded.set(key, Promise.resolve(trust));
      return true;
    });
    widened.set(key, wider);
  }
  return wider;
}

const named = (ctx: Context): [file: string, folders: string] => [
  variable(ctx, "SSL_CERT_FILE") ?? "",
  variable(ctx, "SSL_CERT_DIR") ?? "",
];

/** The file with whom go trusts, for programs that take one; null where this system keeps it elsewhere. */
export function systemTrustFile(ctx: Context): string | null {
  const [file] = named(ctx);
  if (file !== "") return file;
  const { files } = stores[ctx.platform] ?? { files: [] };
  return files.find((candidate) => ctx.fs.existsSync(candidate)) ?? null;
}

/** The certificates as PEM blocks, without duplicates. */
export async function certificates(ctx: Context): Promise<string[]> {
  const texts =
    ctx.platform === "darwin"
      ? [await keychains(ctx), ...rootCertificates]
      : ctx.platform === "win32"
        ? rootCertificates
        : fromFiles(ctx);
  return [...new Set(texts.flatMap(blocks))];
}

/** encoding/pem as AppendCertsFromPEM uses it: CERTIFICATE blocks without headers, all else skipped. */
function blocks(text: string): string[] {
  const found = text.match(
    /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----/g,
  );
  return (found ?? []).map((block) => block.replace(/\r/g, ""));
}

function fromFiles(ctx: Context): string[] {
  const [file, list] = named(ctx);
  const { files, folders } = stores[ctx.platform] ?? { files: [], folders: [] };
  let bundle: string | null = null;
  for (const candidate of file === "" ? files : [file]) bundle ??= read(ctx, candidate);
  const single = (list === "" ? folders : list.split(":")).flatMap((folder) =>
    entries(ctx, folder).map((name) => read(ctx, `${folder}/${name}`)),
  );
  return [bundle, ...single].filter((text) => text !== null);
}

const read = (ctx: Context, file: string) => readTextIfRegular(ctx, file, { encoding: "latin1" });

/** readUniqueDirectoryEntries: a link to a neighbour is a hash name of a file that is read anyway. */
function entries(ctx: Context, folder: string): string[] {
  try {
    return ctx.fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => {
        if (!entry.isSymbolicLink()) return true;
        return ctx.fs.readlinkSync(`${folder}/${entry.name}`).includes("/");
      })
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

/** Go asks the system to judge a chain on macOS; here its keychains are listed, and node's public list is added. */
async function keychains(ctx: Context): Promise<string> {
  const args = [
    "find-certificate",
    "-a",
    "-p",
    "/System/Library/Keychains/SystemRootCertificates.keychain",
    "/Library/Keychains/System.keychain",
    ...(ctx.home === null ? [] : [`${ctx.home}/Library/Keychains/login.keychain-db`]),
  ];
  const options = { args, env: ctx.env, cwd: "/usr/bin", timeout: 10_000 };
  return (await ctx.exec("/usr/bin/security", options)).stdout;
}

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
