import fs from "node:fs";

/**
 * Removes a folder into which a process that was just started may still write: go (1.23 and later) leaves a
 * telemetry child behind for a moment, and Node 20's own retries do not look for new files. fish reads every page of
 * the manual at its first start: a minute is enough for that on a loaded machine.
 */
export function removeFolder(folder: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      fs.rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (attempt === 1200) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}
