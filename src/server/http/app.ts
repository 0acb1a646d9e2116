import { existsSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import fastifySwagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController } from "fastify";
import { Failure } from "../operations/failure.ts";
import type { Product } from "../operations/product.ts";
import { createGuard, guardAccess } from "./access.ts";
import { incidentActionRoutes } from "./actions.ts";
import { channelRoutes } from "./channels.ts";
import { analysisRoutes } from "./analyses.ts";
import { drained } from "./drained.ts";
import { replyWithFailure } from "./failure-reply.ts";
import { healthRoutes } from "./health.ts";
import { linkRoutes } from "./links.ts";
import { liveRoutes } from "./live.ts";
import { markRoutes } from "./marks.ts";
import { metricRoutes } from "./metrics.ts";
import { monitorRoutes } from "./monitors.ts";
import { answerPlainPosts } from "./plain-posts.ts";
import { queryRoutes } from "./query.ts";
import { routeRoutes } from "./routes.ts";
import { savedQueryRoutes } from "./saved-queries.ts";
import { settingsRoutes } from "./settings.ts";
import { silenceRoutes } from "./silences.ts";
import { stateRoutes } from "./state.ts";
import { transactionRoutes } from "./transactions.ts";
import { transferRoutes } from "./transfer.ts";
import { closeUnusedConnections } from "./unused-connections.ts";

export interface AppOptions {
  product: Product;
  token: string | undefined;
  dashboardDirectory: string;
  log: FastifyBaseLogger;
}

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** The web server: routes, access, errors, the dashboard's files, `/openapi.json`. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { product, log } = options;
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: product.maxBodyBytes,
    forceCloseConnections: "idle",
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => void replyWithFailure(error, reply, request.log),
  });
  // Bodies are read by core/intake, which tells the line of a fault and keeps the rest.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  // The schemas of replies document; JSON.stringify writes them.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler(async (error: FastifyError | Failure, request, reply) => {
    if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") await drained(request.raw);
    return replyWithFailure(error, reply, request.log);
  });
  app.setNotFoundHandler((request, reply) => {
    const failure = new Failure(
      "address.unknown",
      `nothing answers ${request.method} ${pathOf(request.url)}; /openapi.json lists what does`,
    );
    return replyWithFailure(failure, reply, request.log);
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      if (!reply.hasHeader(name)) void reply.header(name, value);
    done(null, payload);
  });
  await app.register(fastifySwagger, { openapi: openapiOf(product.version) });
  closeUnusedConnections(app);
  const guard = createGuard(options.token);
  guardAccess(app, guard, options.token);
  transactionRoutes(app, product);
  stateRoutes(app, product);
  await incidentActionRoutes(app, product);
  await silenceRoutes(app, product);
  await channelRoutes(app, product);
  linkRoutes(app, product);
  await markRoutes(app, product);
  await monitorRoutes(app, product);
  routeRoutes(app, product);
  queryRoutes(app, product);
  await analysisRoutes(app, product);
  await savedQueryRoutes(app, product);
  await transferRoutes(app, product);
  liveRoutes(app, product);
  healthRoutes(app, product);
  metricRoutes(app, product);
  settingsRoutes(app, product);
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  if (existsSync(options.dashboardDirectory)) {
    await app.register(fastifyStatic, {
      root: options.dashboardDirectory,
      wildcard: false,
      preCompressed: true,
      setHeaders: (reply) => void reply.setHeader("vary", "accept-encoding"),
    });
  }
  answerPlainPosts(app, { product, guard, log, headers: SECURITY_HEADERS });
  return app;
}

/** An address that is not ours may hold anything: a number as long as a card's is not repeated. */
function pathOf(url: string): string {
  const [path = ""] = url.split("?");
  return path.slice(0, 200).replaceAll(/\d(?:\D?\d){11,}/g, "…");
}

function openapiOf(version: string) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Smokewatch",
      version,
      description: "Watches payment transactions, learns what is normal, and says when something burns.",
    },
    tags: [
      { name: "transactions", description: "What comes in" },
      { name: "state", description: "What the judge says" },
      { name: "monitors", description: "What is asked of the judge, and what it delivers" },
      { name: "incidents", description: "What people deal with" },
      { name: "silences", description: "What nobody is told of for a while" },
      { name: "messages", description: "What people are told" },
      { name: "store", description: "What can be asked in SQL" },
      { name: "analyses", description: "Findings in files of counts" },
      { name: "health", description: "How the parts are" },
      { name: "access", description: "Signing in" },
    ],
  };
}
