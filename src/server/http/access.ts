import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { Failure } from "../operations/failure.ts";

const COOKIE = "smokewatch_token";
/** Everything else is open: whether the server is up, and the page that asks for the token. */
const GUARDED_PREFIXES = ["/v1/", "/metrics", "/openapi.json"];
const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** What is known of a request before its body. */
export interface Asked {
  method: string;
  headers: IncomingHttpHeaders;
  /** Of the route that will answer, not the address as it was written: /%76%31/overview leads to /v1/overview too. */
  path: string;
}

/** Why a request is not answered; null when it is. */
export type Guard = (asked: Asked) => Failure | null;

/**
 * Who may ask: with a token, whoever has it; without one the server listens on loopback only, and then a web page of another
 * origin is kept out, also one that renamed its own host to this machine.
 */
export function createGuard(token: string | undefined): Guard {
  const wanted = token === undefined ? undefined : digest(token);
  return (asked) => accessFailure(asked, wanted);
}

/** Lets the guard look at every request, and adds the route that exchanges the token for a cookie. */
export function guardAccess(app: FastifyInstance, guard: Guard, token: string | undefined): void {
  const wanted = token === undefined ? undefined : digest(token);
  app.addHook("onRequest", ({ method, headers, routeOptions, url }, _reply, done) => {
    done(guard({ method, headers, path: routeOptions.url ?? url }) ?? undefined);
  });
  app.post(
    "/v1/sign-in",
    {
      schema: {
        summary: "Exchange the token for a cookie",
        tags: ["access"],
        response: { 204: Type.Null() },
      },
    },
    (request, reply) => {
      const given = tokenIn(request.body);
      if (wanted !== undefined && !isSame(digest(given), wanted)) {
        throw new Failure("access.token-wrong", "this is not the token of this server");
      }
      const cookie = `${COOKIE}=${digest(given).toString("hex")}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000`;
      return reply.header("set-cookie", cookie).code(204).send();
    },
  );
}

function accessFailure({ method, headers, path }: Asked, wanted: Buffer | undefined): Failure | null {
  const { origin, host = "" } = headers;
  if (method !== "GET" && origin !== undefined && origin.replace(/^https?:\/\//, "") !== host) {
    return new Failure("request.foreign-origin", "a web page of another origin may not post here");
  }
  if (wanted === undefined) {
    const name = host.replace(/:\d+$/, "");
    if (LOOPBACK_NAME.test(name)) return null;
    return new Failure("request.foreign-origin", "without a token this server answers to localhost and 127.0.0.1 only");
  }
  const isGuarded = GUARDED_PREFIXES.some((prefix) => path.startsWith(prefix)) && path !== "/v1/sign-in";
  if (!isGuarded) return null;
  const given = credentialIn(headers);
  if (given === undefined) {
    return new Failure(
      "access.token-missing",
      "this server wants a token: send Authorization: Bearer <token>, or sign in",
    );
  }
  return isSame(given, wanted) ? null : new Failure("access.token-wrong", "this is not the token of this server");
}

function credentialIn({ authorization = "", cookie: cookies = "" }: IncomingHttpHeaders): Buffer | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (bearer !== undefined) return digest(bearer);
  const cookie = new RegExp(`(?:^|; *)${COOKIE}=([0-9a-f]{64})`).exec(cookies)?.[1];
  return cookie === undefined ? undefined : Buffer.from(cookie, "hex");
}

function tokenIn(body: unknown): string {
  try {
    const parsed: unknown = JSON.parse(String(body));
    const token = typeof parsed === "object" && parsed !== null && "token" in parsed ? parsed.token : undefined;
    if (typeof token === "string") return token;
  } catch {
    // Told below: what is not JSON has no token either.
  }
  throw new Failure("request.invalid", 'expected {"token": "..."}');
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
