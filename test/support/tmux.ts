import { execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, onTestFinished } from "vitest";
import type { Env } from "../../src/context.ts";

const start = promisify(execFile);

/** Milliseconds: less than a test has, so that one that waits in vain fails with what the terminal shows. */
const patience = 90_000;

export interface Terminal {
  /** Keys by tmux's names: `Enter`, `C-c`, `Tab`. */
  keys(...names: string[]): Promise<void>;
  /** Characters as they are. */
  type(text: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** What it shows, with the codes of the colours where these are asked for; `whole`: with the lines that it broke as one. */
  screen(options?: { colours?: boolean; whole?: boolean }): Promise<string>;
  hasCursor(): Promise<boolean>;
  /** The screen once it shows this; fails with what it shows otherwise. */
  shows(wanted: RegExp): Promise<string>;
}

/** A real terminal, in which a program runs; it ends with the test. */
export async function terminal(
  line: readonly string[],
  options: { env: Env; cwd: string; root: string; columns?: number; rows?: number },
): Promise<Terminal> {
  const { env, cwd, root, columns = 100, rows = 30 } = options;
  const socket = path.join(root, "tmux");
  const tmux = async (...args: string[]) => {
    const { stdout } = await start("tmux", ["-S", socket, "-f", "/dev/null", ...args], { cwd });
    return stdout;
  };
  const variables = Object.entries({ ...env, TERM: "screen-256color" }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${value}`],
  );
  const size = ["-x", String(columns), "-y", String(rows)];
  await tmux("new-session", "-d", ...size, "env", "-i", ...variables, ...line);
  onTestFinished(async () => {
    await tmux("kill-server").catch(() => {});
  });
  const screen = ({ colours = false, whole = false } = {}) =>
    tmux("capture-pane", `-p${colours ? "e" : ""}${whole ? "J" : ""}`);
  return {
    keys: async (...names) => void (await tmux("send-keys", ...names)),
    type: async (text) => void (await tmux("send-keys", "-l", "--", text)),
    resize: async (x, y) => void (await tmux("resize-window", "-x", `${x}`, "-y", `${y}`)),
    screen,
    hasCursor: async () => (await tmux("display", "-p", "#{cursor_flag}")).trim() === "1",
    async shows(wanted) {
      let seen = "";
      for (const began = performance.now(); performance.now() - began < patience;) {
        seen = await screen();
        if (wanted.test(seen)) return seen;
        await pause(25);
      }
      expect(seen).toMatch(wanted);
      return seen;
    },
  };
}
