/** What a timer starts; found on PATH, so that an update of the tool needs no other line. */
const words = ["goproxy-cfg", "watch", "--once"];

/** Two units, one behind the other: for ~/.config/systemd/user/. */
export function systemd(seconds: number): string {
  return `# ~/.config/systemd/user/goproxy-cfg-watch.service
[Unit]
Description=One round over the Go module mirrors

[Service]
Type=oneshot
ExecStart=/usr/bin/env ${words.join(" ")}
# 1 says that a mirror is down, which is no failure of the unit.
SuccessExitStatus=1
TimeoutStartSec=120
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ProtectHome=read-only
StateDirectory=goproxy-cfg
ReadWritePaths=-%h/.local/state/goproxy-cfg -%h/.config/go
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
UMask=0077

# ~/.config/systemd/user/goproxy-cfg-watch.timer
[Unit]
Description=Rounds over the Go module mirrors

[Timer]
OnBootSec=2min
OnUnitActiveSec=${seconds}s
RandomizedDelaySec=${Math.max(1, Math.round(seconds / 6))}s

[Install]
WantedBy=timers.target
`;
}

/** A LaunchAgent of macOS: ~/Library/LaunchAgents/goproxy-cfg.watch.plist. */
export function launchd(seconds: number): string {
  const strings = ["/usr/bin/env", ...words].map((word) => `    <string>${word}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>goproxy-cfg.watch</string>
  <key>ProgramArguments</key>
  <array>
${strings.join("\n")}
  </array>
  <key>StartInterval</key>
  <integer>${seconds}</integer>
  <key>EnvironmentVariables</key>
  <dict>
    <key>PATH</key>
    <string>/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin</string>
  </dict>
</dict>
</plist>
`;
}

/** A command line for cmd and PowerShell alike; the Task Scheduler counts in minutes. */
export function schtasks(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return `schtasks /Create /F /SC MINUTE /MO ${minutes} /TN goproxy-cfg-watch /TR "cmd /c ${words.join(" ")}"\n`;
}

/** A line for `crontab -e`. */
export function cron(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return `*/${minutes} * * * * PATH=/usr/local/bin:/usr/bin:/bin ${words.join(" ")} >/dev/null 2>&1\n`;
}
