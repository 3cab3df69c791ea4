import type { GatewayPlaces } from "./settings.ts";

/** A unit of systemd that runs the gateway for the user that owns its folder, and may do nothing else. */
export function systemdUnit({ folder, config }: GatewayPlaces, nginx: string): string {
  const word = (text: string) => (/\s/.test(text) ? JSON.stringify(text) : text);
  const start = `${word(nginx)} -p ${word(folder)} -e stderr -c ${word(config)}`;
  return `[Unit]
Description=Go module gateway (goproxy-cfg)
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
ExecStartPre=${start} -t -q
ExecStart=${start} -g "daemon off;"
ExecReload=/bin/kill -HUP $MAINPID
KillSignal=SIGQUIT
TimeoutStopSec=20
Restart=on-failure
RestartSec=2
LimitNOFILE=65536
MemoryMax=512M
TasksMax=64
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths=${word(folder)}
PrivateTmp=yes
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
