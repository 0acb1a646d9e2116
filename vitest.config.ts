import { defineConfig } from "vitest/config";
import { createClosingLineReporter } from "./test/support/closing-line.ts";

/** Tests whose name says that they need a real technology. */
const WITH_SERVER = "src/**/*.{nats,clickhouse}.test.ts";

const jsx = { oxc: { jsx: { runtime: "automatic", importSource: "preact" } } } as const;
const sharedThreads = { pool: "threads", isolate: false } as const;

export default defineConfig({
  test: {
    reporters: ["default", createClosingLineReporter()],
    projects: [
      {
        ...jsx,
        test: {
          name: "unit",
          include: ["{src,bench}/**/*.test.{ts,tsx}", "test/*.test.ts", "test/support/**/*.test.ts"],
          exclude: [WITH_SERVER],
          ...sharedThreads,
          // Against one that hangs. How fast something is, is measured in bench/.
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...jsx,
        test: {
          name: "scenario",
          include: ["test/scenario/**/*.test.ts"],
          ...sharedThreads,
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "integration",
          include: [WITH_SERVER, "test/integration/**/*.test.ts"],
          pool: "forks",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/end-to-end/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
