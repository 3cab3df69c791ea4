import { type Found, scanStartupFiles } from "../../src/shells/scan.ts";
import { type Sandbox, sandbox } from "./sandbox.ts";

export const scannedKeys = ["GOPROXY", "GOSUMDB", "GOPRIVATE"];

export function scan(box: Sandbox, systemRoot: string | null = null): Found[] {
  return scanStartupFiles(box.ctx, scannedKeys, { systemRoot });
}

/** `line KEY=value` of each finding, in the order found; `?` where the value cannot be told. */
export function brief(found: readonly Found[]): string[] {
  return found.map((one) => {
    const flags = [one.append && "append", one.conditional && "maybe", one.ours && "ours"];
    const marks = flags.filter(Boolean).map((flag) => ` ${String(flag)}`);
    return `${one.line} ${one.key}=${one.value ?? "?"}${marks.join("")}`;
  });
}

/** What is found in one file of an otherwise empty home folder; HOME in it is that folder. */
export function scanText(file: string, content: string): string[] {
  const box = sandbox();
  box.write(file, content);
  return brief(scan(box)).map((line) => line.replace(box.home, "HOME"));
}
