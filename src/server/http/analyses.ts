import type { FastifyInstance, FastifyRequest } from "fastify";
import Type, { type Static } from "typebox";
import { Check } from "typebox/value";
import { AnalysisAnswer } from "../../core/model/analysis-answer.ts";
import { analyzeFiles } from "../operations/analyze-files.ts";
import { askAnalysis } from "../operations/ask-analysis.ts";
import { Failure } from "../operations/failure.ts";
import { forgetAnalysis } from "../operations/forget-analysis.ts";
import { listReadOptions } from "../operations/list-read-options.ts";
import type { Product } from "../operations/product.ts";
import type { GivenFile } from "../operations/read-report.ts";
import { showAnalysis, showAnalysisReport } from "../operations/show-analysis.ts";
import { Answer, CONTENT_TYPES, questionIn } from "./query.ts";

const MOST_FILES = 20;
const Id = Type.Object({ id: Type.String({ maxLength: 100 }) });
const Format = Type.Object({ format: Type.Enum(["html", "markdown", "json", "text"]) });
/** Others than these are refused by name where files are read. */
const Query = Type.Object({
  name: Type.Optional(Type.String({ description: "of the file, where the body is one" })),
  ...Object.fromEntries(
    listReadOptions().map(({ name, help, expected }) => [
      name,
      Type.Optional(Type.String({ description: `${help} Expected: ${expected}.` })),
    ]),
  ),
});
const Options = Type.Record(Type.String(), Type.String());
const Corrections = Type.Record(Type.String(), Options);

const REPORTS = {
  html: { type: "text/html; charset=utf-8", ending: "html" },
  markdown: { type: "text/markdown; charset=utf-8", ending: "md" },
  json: { type: "application/json; charset=utf-8", ending: "json" },
  text: { type: "text/plain; charset=utf-8", ending: "txt" },
} as const;

const description = [
  "Files of counts: multipart/form-data with up to 20 files, or one file as the body with its `name` in the address.",
  'What is inferred of the files is answered with the findings. Options in the address correct it for all files (`?separator=semicolon&decimal=comma`), the form\'s field `corrections` for each: `{"sales.csv": {"decimal": "comma"}}`. docs/analyze.md lists them.',
  "The files are kept in memory for an hour, for questions in SQL and for reports, and are never written or passed on.",
].join(" ");

export async function analysisRoutes(app: FastifyInstance, product: Product): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, given) => given(null, body));
    scope.post<{ Querystring: Static<typeof Options> }>(
      "/v1/analyses",
      {
        schema: {
          summary: "Findings in files of counts",
          description,
          tags: ["analyses"],
          consumes: ["multipart/form-data", "text/csv", "application/octet-stream"],
          querystring: Query,
          response: { 200: AnalysisAnswer },
        },
      },
      async (request, reply) => {
        const { name, ...options } = request.query;
        const files = await filesIn(request, name, options);
        void reply.header("cache-control", "no-store");
        return analyzeFiles(product, files);
      },
    );
    done();
  });
  app.get<{ Params: Static<typeof Id> }>(
    "/v1/analyses/:id",
    {
      schema: {
        summary: "An analysis of the last hour",
        tags: ["analyses"],
        params: Id,
        response: { 200: AnalysisAnswer },
      },
    },
    ({ params: { id } }, reply) => {
      void reply.header("cache-control", "no-store");
      return showAnalysis(product, id);
    },
  );
  app.delete<{ Params: Static<typeof Id> }>(
    "/v1/analyses/:id",
    {
      schema: {
        summary: "Forget an analysis and its files",
        tags: ["analyses"],
        params: Id,
        response: { 204: Type.Null() },
      },
    },
    async ({ params: { id } }, reply) => {
      await forgetAnalysis(product, id);
      return reply.code(204).send();
    },
  );
  reportRoute(app, product);
  questionRoute(app, product);
}

function reportRoute(app: FastifyInstance, product: Product): void {
  app.get<{ Params: Static<typeof Id>; Querystring: Static<typeof Format> }>(
    "/v1/analyses/:id/report",
    {
      schema: {
        summary: "The report of an analysis, as a file",
        tags: ["analyses"],
        params: Id,
        querystring: Format,
        produces: Object.values(REPORTS).map(({ type }) => type),
      },
    },
    ({ params: { id }, query: { format } }, reply) => {
      const { type, ending } = REPORTS[format];
      // Saved, never opened here: it is made of what somebody's file says.
      void reply.header("content-disposition", `attachment; filename="analysis.${ending}"`);
      return reply
        .header("cache-control", "no-store")
        .type(type)
        .send(showAnalysisReport(product, id, format));
    },
  );
}

function questionRoute(app: FastifyInstance, product: Product): void {
  app.post<{ Params: Static<typeof Id> }>(
    "/v1/analyses/:id/query",
    {
      schema: {
        summary: "Ask the files of an analysis in SQL",
        description:
          "As `/v1/query`, on the files as tables, and `hourly_comparison` over all of them. Nothing else can be read.",
        tags: ["analyses"],
        params: Id,
        consumes: ["application/json", "application/sql", "text/plain"],
        produces: Object.values(CONTENT_TYPES),
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      const question = questionIn(request);
      const gone = new AbortController();
      reply.raw.on("close", () => gone.abort());
      const answer = await askAnalysis(product, request.params.id, question, gone.signal);
      void reply.header("cache-control", "no-store").type(CONTENT_TYPES[question.format]);
      return reply.send(answer);
    },
  );
}

async function filesIn(
  request: FastifyRequest,
  name: string | undefined,
  options: Readonly<Record<string, string>>,
): Promise<GivenFile[]> {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const type = request.headers["content-type"] ?? "";
  if (/^multipart\/form-data\b/i.test(type)) return formFiles(bytes, type, options);
  if (bytes.length > 0) return [{ name: name ?? "file", bytes, corrections: options }];
  throw new Failure(
    "request.invalid",
    "expected files: multipart/form-data, or one file as the body and its name as ?name=",
  );
}

async function formFiles(bytes: Buffer, type: string, options: Readonly<Record<string, string>>): Promise<GivenFile[]> {
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData().catch(() => {
    throw new Failure(
      "request.invalid",
      "the form cannot be read: expected multipart/form-data, whole and with its boundary",
    );
  });
  const corrections = correctionsIn(form.get("corrections"));
  const files = [...form.values()].filter((value) => typeof value !== "string");
  if (files.length === 0) throw new Failure("request.invalid", "the form holds no file");
  if (files.length > MOST_FILES) {
    throw new Failure("request.invalid", `the form holds ${files.length} files; send at most ${MOST_FILES} at once`);
  }
  return Promise.all(
    files.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
      corrections: { ...options, ...corrections.get(file.name) },
    })),
  );
}

function correctionsIn(text: unknown): ReadonlyMap<string, Readonly<Record<string, string>>> {
  if (text === null) return new Map();
  try {
    const parsed: unknown = JSON.parse(typeof text === "string" ? text : "");
    if (Check(Corrections, parsed)) return new Map(Object.entries(parsed));
  } catch {
    // Told below, with all else that is not as it should be.
  }
  throw new Failure("request.invalid", 'corrections: expected JSON such as {"sales.csv": {"decimal": "comma"}}');
}
