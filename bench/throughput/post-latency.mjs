/**
 * How long one record takes from POST to recommendation, with 16 connections kept open, beside a floor in the same run: a bare
 * node:http server that parses the JSON and answers. Both servers are processes of their own; needs the build.
 *
 *   node bench/throughput/post-latency.mjs [seconds per server]
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const CONNECTIONS = 16;
const WARM_UP_SECONDS = 2;
const seconds = Number(process.argv[2] ?? 8);
const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

const FLOOR = `
  import http from "node:http";
  const server = http.createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece) => (text += piece)).on("end", () => {
      const record = JSON.parse(text);
      const body = JSON.stringify({ recommendation: "ok", accepted: 1, status: record.status });
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) }).end(body);
    });
  });
  server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));
`;

const statuses = [
  "approved",
  "approved",
  "approved",
  "approved",
  "approved",
  "approved",
  "approved",
  "denied",
  "failed",
];
const issuers = ["aurora", "borealis", "cirrus", "dorado"];

function record(number) {
  const status = statuses[number % statuses.length];
  const issuer = issuers[number % issuers.length];
  return JSON.stringify({ status, amount: 1000 + (number % 997), id: `t-${number}`, issuer, merchant: "m-17" });
}

/** Starts a server and gives its address, which is the first that it prints. */
async function start(args) {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /http:\/\/[\d.]+:\d+/.exec(line);
    if (found) {
      child.stdout.resume();
      return { child, address: found[0] };
    }
  }
  throw new Error("the server ended before it said where it listens");
}

async function stop({ child }) {
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

function post(url, agent, body) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const request = http.request(url, { method: "POST", agent, headers }, (reply) => {
      reply.resume().on("end", () => {
        if (reply.statusCode === 200) resolve();
        else reject(new Error(`answered ${reply.statusCode}`));
      });
    });
    request.on("error", reject).end(body);
  });
}

/** Latencies in milliseconds, sorted, of all requests that 16 connections get through one after the other. */
async function measure(address, forSeconds) {
  const url = `${address}/v1/transactions`;
  const latencies = [];
  const until = performance.now() + forSeconds * 1000;
  let number = 0;
  const connection = async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    while (performance.now() < until) {
      const body = record(number++);
      const began = performance.now();
      await post(url, agent, body);
      latencies.push(performance.now() - began);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return Float64Array.from(latencies).sort();
}

async function row(name, args) {
  const server = await start(args);
  try {
    await measure(server.address, WARM_UP_SECONDS);
    const latencies = await measure(server.address, seconds);
    const quantile = (share) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? NaN;
    return { name, perSecond: latencies.length / seconds, p50: quantile(0.5), p99: quantile(0.99), most: quantile(1) };
  } finally {
    await stop(server);
  }
}

if (!existsSync(MAIN)) {
  console.error("there is no build; run npm run build first");
  process.exit(1);
}
const dataDir = mkdtempSync(path.join(tmpdir(), "smokewatch-bench-"));
const serve = (...flags) => [MAIN, "serve", "--port", "0", "--log-level", "error", ...flags];
const rows = [
  await row("node:http, parse and answer", ["--input-type=module", "--eval", FLOOR]),
  await row("smokewatch, journal in memory", serve("--journal", "memory")),
  await row("smokewatch, journal on disk", serve("--journal", "files", "--data-dir", dataDir)),
  await row("node:http, parse and answer, again", ["--input-type=module", "--eval", FLOOR]),
];
rmSync(dataDir, { recursive: true });

console.log(
  `POST of single records, ${CONNECTIONS} connections kept open, ${seconds} s each, Node ${process.versions.node}\n`,
);
console.log(`${"".padEnd(36)}${["per s", "p50 ms", "p99 ms", "most ms"].map((text) => text.padStart(10)).join("")}`);
for (const { name, perSecond, p50, p99, most } of rows) {
  const cells = [perSecond.toFixed(0), p50.toFixed(2), p99.toFixed(2), most.toFixed(1)];
  console.log(`${name.padEnd(36)}${cells.map((text) => text.padStart(10)).join("")}`);
}
