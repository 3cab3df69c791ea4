/** What launchd starts, and when: launchd.plist(5). */
export interface LaunchAgent {
  label: string;
  /** Stands above it, for who opens the file. */
  comment: string;
  args: readonly string[];
  env?: readonly (readonly [name: string, value: string])[];
  /** Seconds from one start to the next; without it once, when the user logs in. */
  every?: number;
}

/** A LaunchAgent of macOS, the text of a file in ~/Library/LaunchAgents. */
export function launchAgent({ label, comment, args, env = [], every }: LaunchAgent): string {
  const string = (text: string, indent: string) => `${indent}<string>${xml(text)}</string>\n`;
  const variables = env.map(
    ([name, value]) => `    <key>${xml(name)}</key>\n${string(value, "    ")}`,
  );
  const dict =
    env.length === 0
      ? ""
      : `  <key>EnvironmentVariables</key>\n  <dict>\n${variables.join("")}  </dict>\n`;
  const start =
    every === undefined ? "" : `  <key>StartInterval</key>\n  <integer>${every}</integer>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- ${comment} -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
${string(label, "  ")}  <key>ProgramArguments</key>
  <array>
${args.map((arg) => string(arg, "    ")).join("")}  </array>
${dict}${start}  <key>RunAtLoad</key>
  <true/>
</dict>
</plist>
`;
}

/** Text as it stands between the tags of XML. */
export function xml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
