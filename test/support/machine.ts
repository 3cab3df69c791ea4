import { inject, type TestContext } from "vitest";
import type { Env } from "../../src/context.ts";
import type { Found } from "./found.ts";

/** What the machine was like before setup.ts hid it from the tests; gathered once, in global.ts. */
export interface Machine {
  /** GO* and proxy variables as the machine has them. May hold passwords: never print it. */
  env: Record<string, string>;
  /** Where the checkout is. */
  root: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    machine: Machine;
    /** The built bin/goproxy-cfg.js in a folder of its own, or what the build said. */
    bin: Found<string>;
    /** nginx in front of the real module proxy. */
    nginx: Found<string>;
  }
}

/** The real part, or the end of this test as a skipped one that says why. */
export function need<T>(test: TestContext, part: Found<T>): T {
  if (!part.ok) test.skip(part.reason);
  return (part as { value: T }).value;
}

/** The environment in which go reaches the real module proxy, as far as the machine lets it. */
export function machineEnv(): Env {
  return inject("machine").env;
}

/** The checkout. */
export function checkout(): string {
  return inject("machine").root;
}

/** A folder for what is expensive to make and worth keeping between runs; ignored by git. */
export function toolsFolder(): string {
  return `${checkout()}/.tools`;
}
