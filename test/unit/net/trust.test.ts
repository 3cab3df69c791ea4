import { rootCertificates } from "node:tls";
import { describe, expect, it } from "vitest";
import type { Context, ExecOptions } from "../../../src/context.ts";
import { certificates, windowsStores } from "../../../src/net/trust.ts";
import { sandbox } from "../../support/sandbox.ts";

/** As many different certificates as wanted; nobody looks inside. */
const pem = (name: string) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(name).toString("base64")}\n-----END CERTIFICATE-----`;

/** A machine with these files; a value that begins with `->` is a link. */
function machine(
  files: Record<string, string>,
  change: { platform?: NodeJS.Platform; env?: Record<string, string>; stdout?: string } = {},
) {
  const missing = () => {
    throw Object.assign(new Error("ENOENT"), { code: "ENOENT" });
  };
  const read: string[] = [];
  const fs = {
    statSync: (file: string) => {
      const size = files[file]?.length;
      return size === undefined ? undefined : { isFile: () => true, size };
    },
    readFileSync: (file: string) => {
      read.push(file);
      const content = files[file] ?? missing();
      return content.startsWith("->") ? (files[content.slice(2)] ?? missing()) : content;
    },
    readdirSync: (folder: string) => {
      const inside = Object.keys(files).filter((file) => file.startsWith(`${folder}/`));
      if (inside.length === 0) missing();
      return inside.map((file) => ({
        name: file.slice(folder.length + 1),
        isSymbolicLink: () => files[file]?.startsWith("->") === true,
      }));
    },
    readlinkSync: (file: string) => (files[file] ?? missing()).slice(2),
  } as unknown as Context["fs"];
  const started: { file: string; options: ExecOptions }[] = [];
  const exec: Context["exec"] = (file, options) => {
    started.push({ file, options });
    const stdout = change.stdout ?? "";
    return Promise.resolve({ code: 0, stdout, stderr: "", timedOut: false, failure: null });
  };
  const ctx = { fs, exec, platform: change.platform ?? ("linux" as const) };
  return { ...sandbox({ env: change.env ?? {}, ctx }), started, read };
}

const load = (...given: Parameters<typeof machine>) => certificates(machine(...given).ctx);

const debian = "/etc/ssl/certs/ca-certificates.crt";
const fedora = "/etc/pki/tls/certs/ca-bundle.crt";

describe("certificates, as crypto/x509 loadSystemRoots finds them", () => {
  it("are those of the first file that is there", async () => {
    expect(
      await load({ "/etc/ssl/ca-bundle.pem": pem("suse"), "/etc/ssl/cert.pem": pem("alpine") }),
    ).toEqual([pem("suse")]);
  });

  it("and of every file in the folders, each once", async () => {
    const files = {
      [debian]: `${pem("a")}\n${pem("b")}\n`,
      "/etc/ssl/certs/own.pem": pem("own"),
      [fedora]: pem("c"),
    };
    expect((await load(files)).toSorted()).toEqual(["a", "b", "c", "own"].map(pem).toSorted());
  });

  it("skip links to neighbours, and follow others", async () => {
    const files = {
      "/etc/ssl/certs/1234abcd.0": "->ca.pem",
      "/etc/ssl/certs/ca.pem": pem("ca"),
      "/etc/ssl/certs/elsewhere.pem": "->/usr/share/x.crt",
      "/usr/share/x.crt": pem("x"),
    };
    const box = machine(files);
    expect(await certificates(box.ctx)).toEqual([pem("ca"), pem("x")]);
    expect(box.read).not.toContain("/etc/ssl/certs/1234abcd.0");
  });

  it("SSL_CERT_FILE replaces the files only", async () => {
    const files = {
      "/my.pem": pem("mine"),
      [debian]: pem("debian"),
      "/etc/ssl/certs/own.pem": pem("own"),
    };
    const env = { SSL_CERT_FILE: "/my.pem" };
    // The file of Debian lies in the folder of SUSE, so that its certificates stay.
    expect(await load(files, { env })).toEqual(["mine", "debian", "own"].map(pem));
  });

  it("SSL_CERT_DIR replaces the folders only, and may name several", async () => {
    const files = {
      [debian]: pem("debian"),
      "/a/1.pem": pem("1"),
      "/b/2.pem": pem("2"),
      [fedora]: pem("f"),
    };
    expect(await load(files, { env: { SSL_CERT_DIR: "/a:/nowhere:/b" } })).toEqual(
      ["debian", "1", "2"].map(pem),
    );
  });

  it("are none where a file that is named is not there", async () => {
    const env = { SSL_CERT_FILE: "/nowhere", SSL_CERT_DIR: "/nowhere" };
    expect(await load({ [debian]: pem("debian") }, { env })).toEqual([]);
  });

  it("are CERTIFICATE blocks and nothing else", async () => {
    const odd = [
      "text before",
      pem("a").replaceAll("\n", "\r\n"),
      "-----BEGIN TRUSTED CERTIFICATE-----\nAAAA\n-----END TRUSTED CERTIFICATE-----",
      "-----BEGIN CERTIFICATE-----\nProc-Type: 4\n\nAAAA\n-----END CERTIFICATE-----",
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
      pem("b"),
    ].join("\n");
    expect(await load({ [debian]: odd })).toEqual([pem("a"), pem("b")]);
  });

  it.each<[NodeJS.Platform, string]>([
    ["freebsd", "/usr/local/etc/ssl/cert.pem"],
    ["openbsd", "/etc/ssl/cert.pem"],
    ["netbsd", "/etc/openssl/certs/ca-certificates.crt"],
    ["sunos", "/etc/ssl/cacert.pem"],
    ["aix", "/var/ssl/certs/ca-bundle.crt"],
    ["android", "/data/misc/keychain/certs-added/x.0"],
  ])("are looked for on %s in %s", async (platform, file) => {
    expect(await load({ [file]: pem("x") }, { platform })).toEqual([pem("x")]);
  });

  it("come from the keychains of macOS, beside the public list", async () => {
    const box = machine(
      {},
      { platform: "darwin", stdout: pem("company"), env: { SSL_CERT_FILE: "/x" } },
    );
    const found = await certificates(box.ctx);
    expect(found[0]).toBe(pem("company"));
    expect(found.length).toBeGreaterThan(rootCertificates.length / 2);
    expect(box.started[0]?.file).toBe("/usr/bin/security");
    expect(box.started[0]?.options.args).toContain("/Library/Keychains/System.keychain");
  });

  it("are the public list on Windows, for which PowerShell is not started", async () => {
    const box = machine({}, { platform: "win32" });
    expect((await certificates(box.ctx)).length).toBeGreaterThan(rootCertificates.length / 2);
    expect(box.started).toEqual([]);
  });
});

describe("the stores of Windows", () => {
  const stdout = `noise\r\ncertificate ${[...Buffer.from("company")].join(" ")}\r\n`;

  it("are read as numbers, which Constrained Language Mode allows too", async () => {
    const box = machine({}, { platform: "win32", stdout, env: { PSModulePath: "C:\\7\\Modules" } });
    expect(await windowsStores(box.ctx)).toEqual([pem("company")]);
    expect(box.started[0]?.file).toBe(
      String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`,
    );
    expect(Object.keys(box.started[0]!.options.env)).not.toContain("PSModulePath");
    expect(box.started[0]?.options.args.at(-1)).not.toContain("Convert");
  });

  it("that cannot be read are none", async () => {
    expect(await windowsStores(machine({}, { platform: "win32", stdout: "oops" }).ctx)).toEqual([]);
  });
});
