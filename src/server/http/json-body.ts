import type { FastifyInstance } from "fastify";
import type { TSchema } from "typebox";
import { Check, Errors } from "typebox/value";
import { cardRefusal } from "../operations/act.ts";
import { Failure } from "../operations/failure.ts";
import { bodyText } from "./body-text.ts";

/** What TypeBox tells beside the fault itself. */
const BESIDE = new Set(["anyOf", "boolean"]);

/**
 * Registers routes whose bodies are JSON that their schema describes; no body is an empty object. Nothing is turned into another
 * type, and what the schema does not know is refused: a misspelt field must not be lost.
 */
export async function withJsonBodies(app: FastifyInstance, routes: (scope: FastifyInstance) => void): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.setValidatorCompiler<TSchema>(({ schema, httpPart }) => (given: unknown) => {
      const value = httpPart === "body" ? jsonIn(given) : given;
      const refusal = cardRefusal(value);
      if (refusal !== null) return { error: refusal };
      if (Check(schema, value)) return { value };
      const fault = value === undefined ? "the body is not JSON" : faultIn(schema, value);
      return { error: new Failure("request.invalid", withExpected(schema, fault)) };
    });
    routes(scope);
    done();
  });
}

/** Undefined for what is not JSON. */
function jsonIn(given: unknown): unknown {
  const text = bodyText(given);
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultIn(schema: TSchema, value: unknown): string {
  const faults = Errors(schema, value);
  const fault = faults.find(({ keyword }) => !BESIDE.has(keyword)) ?? faults[0];
  const where = fault?.instancePath.slice(1).replaceAll("/", ".") || "the body";
  const extra = fault?.keyword === "additionalProperties" ? `: ${fault.params.additionalProperties.join(", ")}` : "";
  return `${where} ${fault?.message ?? "is not as described"}${extra}`;
}

/** The description of a body says by an example what it is. */
function withExpected(schema: TSchema, fault: string): string {
  return "description" in schema && typeof schema["description"] === "string"
    ? `expected ${schema["description"]}; ${fault}`
    : fault;
}
