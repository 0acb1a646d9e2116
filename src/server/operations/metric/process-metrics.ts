import { listTroubles } from "../list-troubles.ts";
import type { Product } from "../product.ts";
import type { LoopDelay } from "./loop-delay.ts";
import { counter, gauge, labelText, type Metric } from "./metric.ts";

/** The program, its services and its process. */
export function processMetrics(product: Product, loopDelay: LoopDelay): Metric[] {
  const { user, system } = process.cpuUsage();
  const memory = process.memoryUsage();
  const { heartbeat } = product.pipeline;
  const parts = new Set(listTroubles(product).map(({ part }) => part));
  const restarts = Array.from(product.pipeline.supervisor.allRestarts, ([service, value]) => ({
    labels: labelText({ service }),
    value,
  }));
  const delays = loopDelay.read().map(({ percentile, seconds }) => ({
    labels: labelText({ percentile: String(percentile) }),
    value: seconds,
  }));
  return [
    gauge("smokewatch_build_info", "1, with the version of the program.", [
      { labels: labelText({ version: product.version, node: process.versions.node }), value: 1 },
    ]),
    gauge(
      "smokewatch_trouble",
      "1 for each part that is not as it should be; /health says what to do.",
      Array.from(parts, (part) => ({ labels: labelText({ part }), value: 1 })),
    ),
    counter(
      "smokewatch_heartbeat_calls_total",
      "Calls of the outside watcher since the process began, by what became of them; withheld are those that were not made.",
      Object.entries(heartbeat?.calls ?? {}).map(([outcome, value]) => ({ labels: labelText({ outcome }), value })),
    ),
    gauge(
      "smokewatch_heartbeat_answered_timestamp_seconds",
      "When the outside watcher last answered; absent before it did.",
      (heartbeat?.answeredAt ?? Number.NaN) / 1000,
    ),
    counter("smokewatch_service_restarts_total", "Restarts of a service inside the process after it failed.", restarts),
    gauge(
      "smokewatch_process_event_loop_delay_seconds",
      "How much later than planned the process came to its work, since the last scrape.",
      delays,
    ),
    // Names that dashboards for any process know.
    {
      kind: "counter",
      name: "process_cpu_seconds_total",
      help: "Processor time used.",
      samples: one((user + system) / 1e6),
    },
    { kind: "gauge", name: "process_resident_memory_bytes", help: "Memory in use.", samples: one(memory.rss) },
    {
      kind: "gauge",
      name: "process_start_time_seconds",
      help: "Start of the process, since 1970.",
      samples: one(performance.timeOrigin / 1000),
    },
    { kind: "gauge", name: "nodejs_heap_size_used_bytes", help: "Heap in use.", samples: one(memory.heapUsed) },
  ];
}

function one(value: number) {
  return [{ labels: "", value }];
}
