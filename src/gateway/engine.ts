import type { Upstream, GatewayPlaces } from "./settings.ts";

/** An engine that builds private modules from git and keeps all in S3; the tool writes its files, and runs none. */
export interface Engine {
  name: "athens" | "goproxy";
  image: string;
  port: number;
  /** What a living one answers. */
  health: string;
  /** Variables, in the order in which they stand in the file; those without a value are filled in by hand. */
  env: readonly [name: string, value: string][];
  /** Behind the name of the program; `{NAME}` is a variable. */
  args: readonly string[];
  /** It fetches a module once for all replicas, by a lock in Redis. */
  lock: boolean;
}

export interface EngineOptions {
  mirrors: readonly Upstream[];
  /** As in GOPRIVATE. */
  private: readonly string[];
  /** The mirror that the checksum database is asked of. */
  database: Upstream;
  /** It shares its machine with others: it listens on loopback where it can, and wants this password where it cannot. */
  password: string | null;
}

/** Values of S3 and of its login, which nobody but the user knows. */
const storage = ["S3_BUCKET", "S3_REGION", "S3_ENDPOINT", "S3_KEY_ID", "S3_SECRET"];

/**
 * Athens: with the lock that it comes with, seven of eight clients get a 500 for a module that takes longer than 10 s;
 * so it waits 10 minutes. It is no way to the checksum database where that is blocked (gomods/athens#1468).
 */
export function athens(options: EngineOptions): Engine {
  const { password } = options;
  const patterns = options.private.join(",");
  const login: [string, string][] =
    password === null
      ? []
      : [
          ["BASIC_AUTH_USER", user],
          ["BASIC_AUTH_PASS", password],
        ];
  const go = [`GOPROXY=${chainOf(options)}`, ...(patterns === "" ? [] : [`GOPRIVATE=${patterns}`])];
  return {
    name: "athens",
    image: "docker.io/gomods/athens:v0.19.2",
    port: 3000,
    health: "/healthz",
    env: [
      ["ATHENS_S3_BUCKET_NAME", ""],
      ["AWS_REGION", "us-east-1"],
      ["AWS_ENDPOINT", ""],
      ["AWS_ACCESS_KEY_ID", ""],
      ["AWS_SECRET_ACCESS_KEY", ""],
      ["AWS_FORCE_PATH_STYLE", "true"],
      ["GO_ENV", "production"],
      ["HOME", "/tmp"],
      ["ATHENS_PORT", ":3000"],
      ...login,
      ["ATHENS_LOG_LEVEL", "info"],
      ["ATHENS_STORAGE_TYPE", "s3"],
      ["ATHENS_SINGLE_FLIGHT_TYPE", "redis"],
      ["ATHENS_REDIS_ENDPOINT", password === null ? "redis:6379" : "127.0.0.1:6379"],
      ["ATHENS_REDIS_LOCK_TIMEOUT", "600"],
      ["ATHENS_REDIS_LOCK_MAX_RETRIES", "1000"],
      ["ATHENS_GONOSUM_PATTERNS", patterns],
      ["ATHENS_GO_BINARY_ENV_VARS", go.join(";")],
    ],
    args: [],
    lock: true,
  };
}

/**
 * goproxy: the short form of --proxied-sumdbs answers that the checksum database is there, and then fails at each
 * lookup; with two fields it goes by a mirror. It has no lock: the gateway in front of it asks once.
 */
export function goproxy(options: EngineOptions): Engine {
  const base = options.database.url.replace(/\/$/, "");
  const database = `sum.golang.org ${base}/sumdb/sum.golang.org`;
  return {
    name: "goproxy",
    image: "ghcr.io/goproxy/goproxy:0.20",
    port: 8080,
    health: "/healthz",
    env: [
      ...storage.map((name): [string, string] => [name, defaults[name] ?? ""]),
      ["SUMDB", database],
      ["GOPROXY", chainOf(options)],
      ["GOPRIVATE", options.private.join(",")],
      ["HOME", "/tmp"],
      ["GOMODCACHE", "/tmp/goproxy-modules"],
    ],
    args: [
      "server",
      `--address=${options.password === null ? "" : "127.0.0.1"}:8080`,
      "--cacher=s3",
      "--cacher-s3-bucket={S3_BUCKET}",
      "--cacher-s3-region={S3_REGION}",
      "--cacher-s3-endpoint={S3_ENDPOINT}",
      "--cacher-s3-access-key-id={S3_KEY_ID}",
      "--cacher-s3-secret-access-key={S3_SECRET}",
      "--cacher-s3-force-path-style",
      "--proxied-sumdbs={SUMDB}",
    ],
    lock: false,
  };
}

const defaults: Record<string, string> = {
  S3_REGION: "us-east-1",
  S3_ENDPOINT: "s3.amazonaws.com",
};

const user = "gateway";

/** The engine as the first of the gateway's mirrors. */
export function upstreamOf({ name, port }: Engine, password: string | null): Upstream {
  const login = password === null || name !== "athens" ? "" : `${user}:${password}@`;
  const url = `http://${login}${password === null ? name : "127.0.0.1"}:${port}`;
  return { id: name, url, isEngine: true };
}

/** As go reads it; `$` would be a variable to compose. */
const chainOf = ({ mirrors }: EngineOptions): string =>
  [...mirrors.map(({ url }) => url.replaceAll("$", "%24")), "direct"].join("|");

/** The file of the variables; what was filled in by hand before stays. */
export function envFile({ name, env }: Engine, before: string | null): string {
  const filled = new Map(
    (before ?? "").split("\n").flatMap((line): [string, string][] => {
      const [, key, value] = /^([A-Z][A-Z0-9_]*)=(.+)$/.exec(line) ?? [];
      return key !== undefined && value !== undefined && isByHand(key) ? [[key, value]] : [];
    }),
  );
  const lines = env.map(([key, value]) => `${key}=${filled.get(key) ?? value}`);
  return `# ${name}: fill in what is empty of S3, with a key that may write to this bucket alone.\n${lines.join("\n")}\n`;
}

const isByHand = (key: string): boolean => /^(?:S3|AWS|ATHENS_S3)_/.test(key);

/** `%` begins a name that systemd fills in. */
const word = (text: string): string =>
  (/\s/.test(text) ? JSON.stringify(text) : text).replaceAll("%", "%%");

/** A unit of systemd that runs the gateway for the user that owns its folder, and may do nothing else. */
export function systemdUnit({ folder, config }: GatewayPlaces, nginx: string): string {
  const start = `${word(nginx)} -p ${word(folder)} -e stderr -c ${word(config)}`;
  return hardened({
    about: "Go module gateway (goproxy-cfg)",
    start: `ExecStartPre=${start} -t -q
ExecStart=${start} -g "daemon off;"
ExecReload=/bin/kill -HUP $MAINPID
KillSignal=SIGQUIT
TimeoutStopSec=20
`,
    writable: `ReadWritePaths=${word(folder)}\n`,
    most: { memory: "512M", tasks: 64 },
  });
}

/** A unit for an engine behind the gateway, which starts go and git, with the variables of this file. */
export function engineUnit({ name, args }: Engine, program: string, file: string): string {
  const words = args.map(
    (arg) => `"${arg.replaceAll(/\{(\w+)\}/g, (_, of: string) => `\${${of}}`)}"`,
  );
  return hardened({
    about: `${name} behind the Go module gateway (goproxy-cfg)`,
    start: `EnvironmentFile=${file.replaceAll("%", "%%")}
WorkingDirectory=/tmp
ExecStart=${[word(program), ...words].join(" ")}
`,
    writable: "",
    most: { memory: "2G", tasks: 512 },
  });
}

interface Service {
  about: string;
  /** The lines that start it. */
  start: string;
  writable: string;
  most: { memory: string; tasks: number };
}

function hardened({ about, start, writable, most }: Service): string {
  return `[Unit]
Description=${about}
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
${start}Restart=on-failure
RestartSec=2
LimitNOFILE=65536
MemoryMax=${most.memory}
TasksMax=${most.tasks}
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
${writable}PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
ProcSubset=pid
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
UMask=0077

[Install]
WantedBy=default.target
`;
}
