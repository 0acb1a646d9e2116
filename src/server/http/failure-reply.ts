import type { FastifyBaseLogger, FastifyError, FastifyReply } from "fastify";
import { Failure, type FailureCode, failures, type TextPlace } from "../operations/failure.ts";

export interface FailureBody {
  error: { code: FailureCode; message: string; retry: boolean; place?: TextPlace };
}

/** The reply to an operation that failed: status, code, and what to do; how loudly it is logged stands in the table. */
export function replyWithFailure(
  error: FastifyError | Failure,
  reply: FastifyReply,
  log: FastifyBaseLogger,
): FastifyReply {
  const failure = error instanceof Failure ? error : failureFrom(error, reply.server.initialConfig.bodyLimit ?? 0);
  logFailure(failure, log);
  const { status, retry } = failures[failure.code];
  if (retry) void reply.header("retry-after", RETRY_AFTER);
  return reply.code(status).send(failureBody(failure));
}

/** Seconds after which it is worth to ask again. */
export const RETRY_AFTER = "1";

export function logFailure(failure: Failure, log: FastifyBaseLogger): void {
  const { log: level } = failures[failure.code];
  const detail = level === "error" ? { code: failure.code, err: failure.cause ?? failure } : { code: failure.code };
  log[level](detail, failure.message);
}

export function failureBody(failure: Failure): FailureBody {
  const { code, message, place } = failure;
  return { error: { code, message, retry: failures[code].retry, ...(place === null ? {} : { place }) } };
}

/** What the web framework itself refuses, in our words. */
function failureFrom(error: FastifyError, bodyLimit: number): Failure {
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return new Failure(
      "request.too-large",
      `the body is larger than the ${bodyLimit / 1_048_576} MB that this server takes; send it in parts, or raise maxBodyMb`,
    );
  }
  if (error.code === "FST_ERR_CTP_INVALID_CONTENT_LENGTH") {
    return new Failure("request.invalid", "the body is not as long as its content-length says");
  }
  if (error.code === "FST_ERR_BAD_URL") {
    return new Failure("request.invalid", "the address cannot be read; check what stands after each %");
  }
  if (error.statusCode === 415) {
    return new Failure("request.unsupported-type", "the content type is not understood; send JSON, NDJSON or CSV");
  }
  if (error.validation !== undefined) return new Failure("request.invalid", error.message);
  if (error.statusCode !== undefined && error.statusCode < 500) return new Failure("request.invalid", error.message);
  return faultFrom(error);
}

/** What nobody expected. */
export function faultFrom(cause: unknown): Failure {
  return new Failure("server.fault", "a fault on our side; the log has the details", { cause });
}
