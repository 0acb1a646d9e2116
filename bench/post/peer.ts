import { createServer, type IncomingMessage } from "node:http";

interface Posted {
  time: string;
  status: string;
  issuer: string;
}

const MINUTE_LENGTH = "2026-01-01T00:00".length;

/**
 * What one would write first: node:http, JSON.parse of each line, a map of counts by minute, status and issuer. It checks nothing,
 * knows no record again and forgets everything. As the floor it throws the body away.
 */
export function runPeer({ isFloor }: { isFloor: boolean }): void {
  const counts = new Map<string, number>();
  const count = ({ time, status, issuer }: Posted): void => {
    const key = `${time.slice(0, MINUTE_LENGTH)}|${status}|${issuer}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const countAll = (body: string): number => {
    let accepted = 0;
    for (const line of body.split("\n")) {
      if (line === "") continue;
      // The bench writes the bodies.
      count(JSON.parse(line) as Posted);
      accepted++;
    }
    return accepted;
  };
  const server = createServer((request, response) => {
    const answer = (accepted: number): void => {
      const body = JSON.stringify({ recommendation: "ok", accepted });
      response
        .writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
        .end(body);
    };
    if (isFloor) request.resume().on("end", () => answer(0));
    else readText(request, (body) => answer(countAll(body)));
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (typeof address === "object" && address !== null) console.log(`http://127.0.0.1:${address.port}`);
  });
}

function readText(request: IncomingMessage, onText: (text: string) => void): void {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part)).on("end", () => onText(Buffer.concat(parts).toString("utf8")));
}
