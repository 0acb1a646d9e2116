import type { FastifyInstance } from "fastify";
import Type, { type Static } from "typebox";
import { durationMs } from "../../core/model/duration.ts";
import { Hours } from "../../core/model/hours.ts";
import { Incident } from "../../core/model/incident.ts";
import { Silence } from "../../core/model/silence.ts";
import { Failure } from "../operations/failure.ts";
import type { Product } from "../operations/product.ts";
import { addSilence, endSilence, listSilences, previewSilence, type WantedSilence } from "../operations/silences.ts";
import { actorIn, bodyWith, PersonName } from "./actor.ts";
import { withJsonBodies } from "./json-body.ts";

const Id = Type.Object({ id: Type.String({ maxLength: 200 }) });
const { match } = Silence.properties;
const owner = PersonName;
const reason = Type.String({ minLength: 1, maxLength: 500, pattern: "\\S" });
const Instant = Type.Integer({ minimum: 0, description: "milliseconds since 1970 UTC" });
const when = {
  startsAt: Type.Optional(Instant),
  endsAt: Type.Optional(Instant),
  duration: Type.Optional(Type.String({ pattern: "^\\d{1,5}\\s?[smh]$", description: "in place of endsAt: 90m, 2h" })),
  weekly: Type.Optional(Hours),
};

const example =
  '{"match": ["status=denied"], "duration": "2h", "owner": "Ana", "reason": "the issuer is at work"}, with endsAt in place of duration, startsAt for later, and weekly, such as {"days": ["sun"], "from": "02:00", "to": "04:00"}, for some hours only';
const wanted = { match, ...when, owner, reason };
const WantedBody = bodyWith(wanted, example);
/** A preview can be asked for before it is known who wants it and why. */
const PreviewBody = bodyWith({ ...wanted, owner: Type.Optional(owner), reason: Type.Optional(reason) }, example);

const Nobody = bodyWith({}, '{"by": "Ana"}, or nothing');

const Preview = Type.Object({
  fault: Type.Union([Type.String(), Type.Null()], { description: "why it would be refused" }),
  from: Type.Integer(),
  to: Type.Integer(),
  incidents: Type.Array(Incident, { description: "of the last seven days, that nobody would have been told of" }),
  messages: Type.Integer({ description: "that would not have been sent in these days" }),
});

/** What is seen and counted, but told to nobody. */
export async function silenceRoutes(app: FastifyInstance, product: Product): Promise<void> {
  const tags = ["silences"];
  app.get(
    "/v1/silences",
    {
      schema: {
        summary: "Silences in force or to come, the first to end first",
        tags,
        response: { 200: Type.Object({ silences: Type.Array(Silence) }) },
      },
    },
    () => ({ silences: listSilences(product) }),
  );
  await withJsonBodies(app, (scope) => {
    scope.post<{ Body: Static<typeof WantedBody> }>(
      "/v1/silences",
      { schema: { summary: "Silence what matches, for a while", tags, body: WantedBody, response: { 200: Silence } } },
      ({ body }) => addSilence(product, wantedIn(product, body), actorIn({ by: body.owner, ...body })),
    );
    scope.post<{ Body: Static<typeof PreviewBody> }>(
      "/v1/silences/preview",
      {
        schema: {
          summary: "What a silence would have kept quiet in the last seven days",
          tags,
          body: PreviewBody,
          response: { 200: Preview },
        },
      },
      ({ body }) => previewSilence(product, wantedIn(product, { owner: "preview", reason: "preview", ...body })),
    );
    scope.delete<{ Params: Static<typeof Id>; Body: Static<typeof Nobody> }>(
      "/v1/silences/:id",
      { schema: { summary: "End a silence now", tags, params: Id, body: Nobody, response: { 200: Silence } } },
      ({ params, body }) => endSilence(product, params.id, actorIn(body)),
    );
  });
}

/** @throws Failure `request.invalid` where it does not say when it ends */
function wantedIn({ pipeline }: Product, body: Static<typeof WantedBody>): WantedSilence {
  const { startsAt = pipeline.clock.now(), endsAt, duration } = body;
  if ((endsAt === undefined) === (duration === undefined)) {
    throw new Failure("request.invalid", 'expected either endsAt, in milliseconds, or duration, such as "2h"');
  }
  return { ...body, startsAt, endsAt: endsAt ?? startsAt + durationMs(duration ?? "") };
}
