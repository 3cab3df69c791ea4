import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const setup = "test/support/setup.ts";

export default defineConfig({
  test: {
    // vitest leaves one core to itself, which is half of a machine with two. Most tests wait for a program or an answer.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        test: {
          setupFiles: [setup, "test/support/properties.ts"],
          name: "unit",
          // No unit test replaces a module or changes what another one sees, so they can share what they import.
          isolate: false,
          include: ["test/*.test.ts", "test/unit/**/*.test.ts"],
          // Only what hangs is to fail: properties and large files take many times as long on a loaded machine.
          testTimeout: 60_000,
          // Ten seconds otherwise: servers are started in hooks, and keys made for them by openssl.
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          setupFiles: [setup],
          name: "real",
          globalSetup: ["test/support/global.ts"],
          include: ["test/{golden,real}/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
