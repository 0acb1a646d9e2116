import type { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import Type, { type Static } from "typebox";
import { exportRows, importRows, listPieces } from "../operations/transfer-rows.ts";
import type { Product } from "../operations/product.ts";

const Format = Type.Enum(["parquet", "csv"]);
const Piece = Type.Object({ table: Type.String(), period: Type.String({ description: "YYYYMMDD or YYYYMM, UTC" }) });
const Span = Type.Object({ from: Type.Integer(), to: Type.Integer() });
const Exported = Type.Object({ ...Piece.properties, format: Format });
const Imported = Type.Object({ table: Type.String(), format: Format });

const CONTENT_TYPES = { parquet: "application/vnd.apache.parquet", csv: "text/csv; charset=utf-8" } as const;

/** Files of rows, out and in, a piece at a time and as a stream. */
export async function transferRoutes(app: FastifyInstance, product: Product): Promise<void> {
  app.get<{ Querystring: Static<typeof Span> }>(
    "/v1/export",
    {
      schema: {
        summary: "What there is to export between two instants",
        tags: ["store"],
        querystring: Span,
        response: { 200: Type.Object({ pieces: Type.Array(Piece) }) },
      },
    },
    async ({ query: { from, to } }) => ({ pieces: await listPieces(product, from, to) }),
  );
  app.get<{ Querystring: Static<typeof Exported> }>(
    "/v1/export/rows",
    { schema: { summary: "The rows of a piece, as Parquet or CSV", tags: ["store"], querystring: Exported } },
    async ({ query: { table, period, format } }, reply) => {
      const gone = new AbortController();
      reply.raw.on("close", () => gone.abort());
      const rows = await exportRows(product, { table, period }, format, gone.signal);
      return reply.type(CONTENT_TYPES[format]).send(rows);
    },
  );
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, given) => given(null, payload));
    scope.post<{ Querystring: Static<typeof Imported>; Body: Readable }>(
      "/v1/import",
      {
        schema: {
          summary: "Take in rows that were exported; again is as good as once",
          tags: ["store"],
          querystring: Imported,
          response: { 200: Type.Object({ rows: Type.Integer() }) },
        },
      },
      async ({ query: { table, format }, body }) => ({ rows: await importRows(product, table, format, body) }),
    );
    done();
  });
}
