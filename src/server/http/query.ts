import type { FastifyInstance, FastifyRequest } from "fastify";
import Type, { type Static } from "typebox";
import { Check, Errors } from "typebox/value";
import { askStore } from "../operations/ask-store.ts";
import { Failure } from "../operations/failure.ts";
import { listVocabulary } from "../operations/list-vocabulary.ts";
import type { Product } from "../operations/product.ts";
import type { AnswerFormat, Question } from "../store/store.ts";
import { bodyText } from "./body-text.ts";

const Format = Type.Enum(["json", "ndjson", "csv", "arrow", "parquet"]);
const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);

const Asked = Type.Object(
  {
    sql: Type.String({ description: "one SELECT, in ClickHouse's SQL" }),
    parameters: Type.Optional(
      Type.Record(Type.String({ pattern: "^[A-Za-z_]\\w*$" }), Value, {
        description: "values for {name:Type} in the query",
      }),
    ),
    format: Type.Optional(Format),
    maxRows: Type.Optional(Type.Integer({ minimum: 1, description: "rows after which the answer is cut off" })),
  },
  { additionalProperties: false },
);
type Asked = Static<typeof Asked>;

export const Answer = Type.Object({
  columns: Type.Array(Type.Object({ name: Type.String(), type: Type.String() })),
  rows: Type.Array(Type.Array(Type.Unknown())),
  rowCount: Type.Integer(),
  truncated: Type.Boolean({
    description: "there are more rows; an answer in JSON has 10,000 unless maxRows says otherwise",
  }),
  elapsedMs: Type.Number(),
  rowsRead: Type.Union([Type.Integer(), Type.Null()], { description: "rows that were read for it" }),
  bytesRead: Type.Union([Type.Integer(), Type.Null()]),
});

export const CONTENT_TYPES: Record<AnswerFormat, string> = {
  json: "application/json; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  arrow: "application/vnd.apache.arrow.stream",
  parquet: "application/vnd.apache.parquet",
};

const description = [
  "The body is JSON with `sql`, or the SQL itself. `format` is json, ndjson, csv, arrow or parquet; without it the Accept header decides.",
  "Only SELECT on the store's own tables and views is answered, within the limits of the settings queryMaxSeconds, queryMaxMemoryMb and queryMaxRows.",
  "docs/sql.md has the views and a dozen queries.",
].join(" ");

const Vocabulary = Type.Object({
  state: Type.Enum(["opening", "ready", "failed", "absent"], {
    description: "opening and failed pass by themselves; absent stays",
  }),
  trouble: Type.Union([Type.String(), Type.Null()], { description: "what is wrong and what to do" }),
  tables: Type.Array(
    Type.Object({
      name: Type.String(),
      columns: Type.Array(Type.Object({ name: Type.String(), type: Type.String() })),
    }),
  ),
  functions: Type.Array(Type.String()),
  limits: Type.Union([
    Type.Object({
      seconds: Type.Number(),
      memoryBytes: Type.Integer(),
      rows: Type.Integer(),
      jsonRows: Type.Integer({ description: "rows of an answer in JSON without maxRows" }),
    }),
    Type.Null(),
  ]),
});

export function queryRoutes(app: FastifyInstance, product: Product): void {
  app.post(
    "/v1/query",
    {
      schema: {
        summary: "Ask the store in SQL",
        description,
        tags: ["store"],
        consumes: ["application/json", "application/sql", "text/plain"],
        produces: Object.values(CONTENT_TYPES),
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      const question = questionIn(request);
      const gone = new AbortController();
      reply.raw.on("close", () => gone.abort());
      const answer = await askStore(product, question, gone.signal);
      void reply.header("cache-control", "no-store").type(CONTENT_TYPES[question.format]);
      return reply.send(answer);
    },
  );
  app.get(
    "/v1/schema",
    {
      schema: {
        summary: "What a query may name: tables, views, columns, functions, and its limits",
        description: "Also answered while there is no store; then it says why, and the lists are empty.",
        tags: ["store"],
        response: { 200: Vocabulary },
      },
    },
    () => listVocabulary(product),
  );
}

export function questionIn({ body, headers }: Pick<FastifyRequest, "body" | "headers">): Question {
  const text = bodyText(body);
  const { sql, parameters = {}, format = acceptedFormat(headers.accept), maxRows } = askedIn(text);
  const values = Object.entries(parameters).map(([name, value]) => [name, String(value)] as const);
  return { sql, parameters: Object.fromEntries(values), format, maxRows };
}

/** SQL never begins with a brace. */
function askedIn(text: string): Asked {
  if (!text.trimStart().startsWith("{")) return { sql: text };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Failure("request.invalid", 'expected JSON such as {"sql": "SELECT 1"}, or the SQL itself');
  }
  if (Check(Asked, parsed)) return parsed;
  const [first] = Errors(Asked, parsed);
  throw new Failure(
    "request.invalid",
    `${first?.instancePath.slice(1) || "body"}: ${first?.message ?? "is not as described"}`,
  );
}

function acceptedFormat(accept = ""): AnswerFormat {
  if (/ndjson|jsonl|json-seq/.test(accept)) return "ndjson";
  if (accept.includes("csv")) return "csv";
  if (accept.includes("parquet")) return "parquet";
  return accept.includes("arrow") ? "arrow" : "json";
}
