import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { Recommendation } from "../../core/model/recommendation.ts";
import { bodyOfBytes } from "../operations/body-of-bytes.ts";
import { Failure } from "../operations/failure.ts";
import type { Product } from "../operations/product.ts";
import { type Submission, submitTransactions } from "../operations/submit-transactions.ts";
import { failureBody } from "./failure-reply.ts";

const Question = Type.Object({
  date: Type.Optional(
    Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "day of times such as `00h 01`, YYYY-MM-DD" }),
  ),
});

const Headers = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: "^[ -~]*$",
      description:
        "your name for this body: sent again under the same name within 24 hours, nothing of it is counted again; 1 to 200 printable ASCII characters",
    }),
  ),
});

export const TRANSACTIONS_PATH = "/v1/transactions";

/** What clients call JSON, NDJSON and CSV; those that say nothing of it say text or form (`curl -d`). */
export const READABLE = /json|csv|tab-separated|text\/plain|x-www-form-urlencoded|octet-stream/i;

const summary = "Post transactions, get a recommendation";
const description = [
  "One record, an array, NDJSON or CSV with a header line; single transactions and minute counts alike.",
  "Fields: `time` (also timestamp, at, ...), `status`, `count` (also F1, n, ...; 1 if left out), `amount` in minor units, `id`, and the configured dimensions.",
  "A record whose `id` and `status` came within the last 24 hours is not counted again, and so is a body whose `Idempotency-Key` came.",
  "A bad record is refused with its index, field, what was expected and what came; the others are kept.",
  "When every record is refused the answer is 400 and has the same form, with `error` beside it.",
].join(" ");

export function transactionRoutes(app: FastifyInstance, product: Product): void {
  app.post<{ Querystring: { date?: string }; Headers: { "idempotency-key"?: string } }>(
    TRANSACTIONS_PATH,
    {
      schema: {
        summary,
        description,
        tags: ["transactions"],
        consumes: ["application/json", "application/x-ndjson", "text/csv"],
        querystring: Question,
        headers: Headers,
        response: { 200: Recommendation },
      },
      onResponse: (_request, reply, done) => {
        product.intake.answered(reply.statusCode, reply.elapsedTime / 1000);
        done();
      },
    },
    async (request, reply) => {
      const { "content-encoding": encoding, "content-type": contentType, "idempotency-key": batchId } = request.headers;
      if (encoding !== undefined && encoding !== "identity") {
        const text = `content-encoding ${encoding} is not understood; send the body as it is`;
        throw new Failure("request.unsupported-type", text);
      }
      if (contentType !== undefined && !READABLE.test(contentType)) {
        const text = "the content type is not understood; send application/json, application/x-ndjson or text/csv";
        throw new Failure("request.unsupported-type", text);
      }
      const body = bodyOfBytes(Buffer.isBuffer(request.body) ? request.body : NO_BYTES);
      const submission = { body, contentType, date: request.query.date, batchId };
      const { status, content } = await answerTo(product, submission);
      return reply.code(status).send(content);
    },
  );
}

export interface Answer {
  status: number;
  content: object;
}

/** Takes a body, and says what became of it. */
export async function answerTo(product: Product, submission: Submission): Promise<Answer> {
  const content = await submitTransactions(product, submission);
  if (content.accepted > 0) return { status: 200, content };
  const failure = new Failure(
    "transaction.all-refused",
    `none of ${content.refused} records was accepted; see refusals`,
  );
  return { status: 400, content: { ...content, ...failureBody(failure) } };
}

export const NO_BYTES = Buffer.alloc(0);
