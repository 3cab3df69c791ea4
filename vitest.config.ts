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
