import { defineConfig } from "vitest/config";

const shared = { setupFiles: ["test/support/setup.ts"] };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/*.test.ts", "test/unit/**/*.test.ts"],
          // Only what hangs is to fail: properties and large files take many times as long on a loaded machine.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
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
