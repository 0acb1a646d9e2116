import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { LiveEvent } from "../../core/model/live-event.ts";
import { ALL_TRAFFIC } from "../../core/model/scope.ts";
import type { Product } from "../operations/product.ts";
import { showPulse } from "../operations/show-overview.ts";

/** A browser that does not read is let go when this much waits for it; it comes back and asks for what it missed. */
const MOST_BYTES_WAITING = 4_000_000;
const RECONNECT_MS = 1000;

export function liveRoutes(app: FastifyInstance, product: Product): void {
  const open = new Set<ServerResponse>();
  app.addHook("preClose", (done) => {
    for (const response of open) response.end();
    done();
  });
  app.get<{ Querystring: { scope: string } }>(
    "/v1/live",
    {
      schema: {
        summary: "Server-sent events: pulse, tick, incident, delivery, marks",
        tags: ["state"],
        querystring: Type.Object({ scope: Type.String({ default: ALL_TRAFFIC }) }),
        produces: ["text/event-stream"],
      },
    },
    (request, reply) => {
      reply.hijack();
      const response = reply.raw;
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      response.write(`retry: ${RECONNECT_MS}\n\n`);
      const send = (event: LiveEvent): void => {
        if (response.writableEnded || response.destroyed) return;
        response.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
        if (response.writableLength > MOST_BYTES_WAITING) response.destroy();
      };
      const unsubscribe = product.pipeline.feed.subscribe(request.query.scope, send);
      send(showPulse(product));
      open.add(response);
      response.on("close", () => {
        unsubscribe();
        open.delete(response);
      });
    },
  );
}
