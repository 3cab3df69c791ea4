import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** What is wrong with a certificate; each is served on a port of its own. */
export type Certificate = keyof typeof kinds;

export interface KeyPair {
  key: string;
  cert: string;
}

interface Recipe {
  signer: "ca" | "stranger" | "self";
  names: string;
  /** Start and end, as openssl writes them. */
  from: string;
  to: string;
}

/** Of public mirrors, too: see ../internet.ts. */
export const publicNames = [
  "goproxy.cn",
  "mirrors.aliyun.com",
  "proxy.golang.org",
  "sum.golang.org",
];
const right = `DNS:localhost,DNS:git.lab.example,IP:127.0.0.1,${publicNames.map((name) => `DNS:${name}`).join(",")}`;
const wrong = "DNS:mirror.example";
const valid = { from: "20200101000000Z", to: "20491231235959Z" };
const past = { from: "20200101000000Z", to: "20200201000000Z" };

/** Every certificate of the lab. `valid` is trusted by whoever trusts the CA file. */
const kinds = {
  valid: { signer: "ca", names: right, ...valid },
  expired: { signer: "ca", names: right, ...past },
  "not-yet": { signer: "ca", names: right, from: "20481231000000Z", to: "20491231235959Z" },
  "wrong-name": { signer: "ca", names: wrong, ...valid },
  untrusted: { signer: "stranger", names: right, ...valid },
  "self-signed": { signer: "self", names: right, ...valid },
  /** Trust, name and date, all wrong at once. */
  "all-wrong": { signer: "stranger", names: wrong, ...past },
  "expired-wrong-name": { signer: "ca", names: wrong, ...past },
} satisfies Record<string, Recipe>;

export const certificateKinds = Object.keys(kinds) as Certificate[];

/** Why there can be no certificates on this machine, or null. */
export function noCertificates(): string | null {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return null;
  } catch {
    return "openssl is not installed";
  }
}

/** Makes a CA and the certificates in a temporary folder, with openssl; throws where that is missing. */
export function makeCertificates(): {
  caFile: string;
  pairs: Record<Certificate, KeyPair>;
  remove(): void;
} {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-tls-"));
  const file = (name: string) => path.join(dir, name);
  const openssl = (line: string) =>
    execFileSync("openssl", line.split(" "), { cwd: dir, stdio: ["ignore", "ignore", "pipe"] });
  const request = (name: string, more: string) =>
    openssl(
      "req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -config openssl.cnf " +
        `-keyout ${name}.key -subj /CN=${name} ${more}`,
    );
  const read = (name: string) => fs.readFileSync(file(name), "utf8");
  const sign = ([kind, recipe]: [string, Recipe]): [string, KeyPair] => {
    const { signer, names, from, to } = recipe;
    request(kind, `-out ${kind}.csr`);
    fs.writeFileSync(file("names.cnf"), `subjectAltName=${names}\nbasicConstraints=CA:FALSE\n`);
    fs.writeFileSync(file("index.txt"), "");
    const by =
      signer === "self"
        ? `-selfsign -keyfile ${kind}.key`
        : `-cert ${signer}.crt -keyfile ${signer}.key`;
    openssl(
      `ca -batch -config openssl.cnf ${by} -in ${kind}.csr -out ${kind}.crt ` +
        `-startdate ${from} -enddate ${to} -extfile names.cnf -create_serial -notext`,
    );
    return [kind, { key: read(`${kind}.key`), cert: read(`${kind}.crt`) }];
  };

  fs.writeFileSync(file("openssl.cnf"), config);
  for (const ca of ["ca", "stranger"]) {
    request(ca, `-x509 -days 3650 -extensions authority -out ${ca}.crt`);
  }
  const pairs = Object.fromEntries(Object.entries(kinds).map(sign)) as Record<Certificate, KeyPair>;
  return {
    caFile: file("ca.crt"),
    pairs,
    remove: () => fs.rmSync(dir, { recursive: true, force: true }),
  };
}

const config = `
[req]
distinguished_name = name
prompt = no
[name]
[ca]
default_ca = lab
[lab]
new_certs_dir = .
database = index.txt
serial = serial
default_md = sha256
policy = anything
unique_subject = no
[anything]
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
`;
