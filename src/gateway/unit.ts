import type { Engine } from "./engine.ts";
import type { GatewayPlaces } from "./settings.ts";

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
