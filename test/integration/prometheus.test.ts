import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPrometheus, type Prometheus, promtool, startPrometheus } from "../support/prometheus.ts";
import { ROOT } from "../support/run-program.ts";
import { serveProduct, type ServedProduct } from "../support/served-product.ts";

const TOKEN = "a-token-for-a-test";
const RULES = ["docs/prometheus/recording-rules.yml", "docs/prometheus/alerting-rules.yml"];
/** Scrapes and rules each second: a change is seen within a few. */
const SOON = { timeout: 20_000, interval: 200 };

describe.skipIf(!hasPrometheus)("Prometheus", () => {
  let folder = "";
  let product: ServedProduct;
  let classicProxy: Server;
  let prometheus: Prometheus;

  const scrape = (accept: string) =>
    fetch(`${product.url}/metrics`, { headers: { accept, authorization: `Bearer ${TOKEN}` } });

  /** The one value that a query answers; NaN for none. */
  const valueOf = async (promql: string): Promise<number> => {
    const [sample, ...others] = await prometheus.query(promql);
    return sample === undefined || others.length > 0 ? Number.NaN : sample.value;
  };

  /** Answers with the classic form; Prometheus itself would ask for the other. */
  const passOn = async (response: ServerResponse): Promise<void> => {
    try {
      const answer = await scrape("text/plain");
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
      response.end(await answer.text());
    } catch {
      // The product is away, as the test wants it.
      response.writeHead(502).end();
    }
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "smokewatch-scrape-"));
    const credentials = path.join(folder, "token");
    writeFileSync(credentials, TOKEN);
    product = await serveProduct(120, { token: TOKEN });
    classicProxy = createServer((_request, response) => void passOn(response));
    await new Promise<void>((resolve) => classicProxy.listen(0, "127.0.0.1", resolve));
    const { port } = classicProxy.address() as AddressInfo;
    prometheus = await startPrometheus({
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: RULES.map((file) => path.join(ROOT, file)),
      scrape_configs: [
        {
          job_name: "smokewatch",
          authorization: { credentials_file: credentials },
          static_configs: [{ targets: [new URL(product.url).host] }],
        },
        { job_name: "classic", static_configs: [{ targets: [`127.0.0.1:${port}`] }] },
      ],
    });
  });

  afterAll(async () => {
    await prometheus?.stop();
    classicProxy?.close();
    await product?.stop();
    if (folder !== "") rmSync(folder, { recursive: true });
  });

  test("reads the same series from both text forms, with a token from a file", async () => {
    await expect.poll(() => valueOf('up{job="smokewatch"}'), SOON).toBe(1);
    await expect.poll(() => valueOf('up{job="classic"}'), SOON).toBe(1);
    const differing = ["smokewatch", "classic"].flatMap((one) => {
      const other = one === "classic" ? "smokewatch" : "classic";
      const ours = `{job="${one}",__name__=~"smokewatch_.+"}`;
      return `group by (__name__,dimension,value,status,le) (${ours}) unless on (__name__,dimension,value,status,le) ${ours.replace(one, other)}`;
    });
    for (const query of differing) await expect.poll(() => prometheus.query(query), SOON).toEqual([]);
    // OpenMetrics names a counter without its ending: the scrape of the product itself was in that form.
    const types = await prometheus.types();
    expect(types.get("smokewatch_intake_transactions")).toBe("counter");
    expect(types.get("smokewatch_intake_transactions_total")).toBe("counter");
    expect(types.get("smokewatch_journal_append_duration_seconds")).toBe("histogram");
  });

  test("counts what was posted", async () => {
    const total = 'smokewatch_series_transactions_total{job="smokewatch",dimension="",status="refunded"}';
    await expect.poll(() => valueOf(total), SOON).toBeGreaterThan(0);
    const before = await valueOf(total);
    await product.post([{ status: "refunded", count: 3 }, { status: "refunded" }, { status: "nonsense" }]);
    await expect.poll(() => valueOf(total), SOON).toBe(before + 4);
    const records = 'smokewatch_intake_records_total{job="smokewatch",outcome="refused"}';
    await expect.poll(() => valueOf(records), SOON).toBe(1);
    await expect
      .poll(() => valueOf('smokewatch_intake_request_duration_seconds_count{job="smokewatch"}'), SOON)
      .toBe(1);
  });

  test("alerts on an incident and on its series, and says which", async () => {
    const firing = (name: string) =>
      prometheus.query(`ALERTS{alertname="${name}",alertstate="firing",job="smokewatch"}`);
    expect(await firing("SmokewatchIncidentFiring")).toEqual([]);
    await product.play(6, { denied: 3 });
    await expect.poll(() => firing("SmokewatchIncidentFiring"), SOON).toHaveLength(1);
    await expect
      .poll(async () => (await firing("SmokewatchSeriesInAlarm")).map(({ labels }) => labels["status"]), SOON)
      .toContain("denied");
    const excess = 'smokewatch:series_excess:per_second{job="smokewatch",status="denied"}';
    await expect.poll(() => valueOf(excess), SOON).toBeGreaterThan(2);
    const share = 'smokewatch:series_share:ratio_rate5m{job="smokewatch",status="denied"}';
    await expect.poll(() => valueOf(share), SOON).toBeGreaterThan(0);
  });

  test("sees that the product is gone, and back", async () => {
    const down = () => prometheus.query('ALERTS{alertname="SmokewatchDown"}');
    await product.goAway();
    await expect.poll(down, SOON).toHaveLength(1);
    await product.comeBack();
    await expect.poll(down, SOON).toEqual([]);
  });

  test("promtool finds no fault in the metrics", async () => {
    const text = await (await scrape("text/plain")).text();
    expect(await promtool(["check", "metrics"], text)).toEqual({ code: 0, output: "" });
  });

  test("promtool finds no fault in the rules, and their tests pass", async () => {
    expect(await promtool(["check", "rules", ...RULES])).toMatchObject({ code: 0 });
    expect(await promtool(["test", "rules", "test/integration/prometheus-rules.yml"])).toMatchObject({ code: 0 });
  });
});
