import { defineConfig } from "vitest/config";

const shared = { setupFiles: ["test/support/setup.ts"] };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**", "test/golden/**", "test/real/**"],
        },
      },
      {
        test: {
          ...shared,
          name: "real",
          globalSetup: ["test/support/global.ts"],
          include: ["test/{e2e,golden,real}/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
