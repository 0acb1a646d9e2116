import type { FastifyInstance } from "fastify";
import Type, { type Static } from "typebox";
import { ChannelReport } from "../../core/model/channel-report.ts";
import { Delivery, DeliveryState } from "../../core/model/delivery.ts";
import { type DeliveryQuestion, listDeliveries } from "../operations/list-deliveries.ts";
import { listChannels } from "../operations/list-channels.ts";
import type { Product } from "../operations/product.ts";
import { renderDelivery } from "../operations/render-delivery.ts";
import { foundDelivery, retryDelivery } from "../operations/retry-delivery.ts";
import { testChannel } from "../operations/test-channel.ts";
import { actorIn, bodyWith } from "./actor.ts";
import { withJsonBodies } from "./json-body.ts";

const Question = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  state: Type.Optional(
    Type.Array(DeliveryState, { maxItems: 4, description: "can be repeated; failed are those that were given up" }),
  ),
  incident: Type.Optional(Type.String({ maxLength: 40, description: "id of the incident that they are about" })),
});
const Id = Type.Object({ id: Type.String({ maxLength: 200 }) });
const Name = Type.Object({ name: Type.String({ maxLength: 200 }) });
const Nothing = bodyWith({}, '{"by": "Ana"}, or nothing');
const Rendered = Type.Object({
  channel: Type.String(),
  kind: Type.String(),
  contentType: Type.String(),
  body: Type.Unknown(),
});

const tags = ["messages"];

/** The ways to tell people, and what was told on them. */
export async function channelRoutes(app: FastifyInstance, product: Product): Promise<void> {
  app.get(
    "/v1/channels",
    {
      schema: {
        summary: "Channels, and what became of their messages",
        tags,
        response: { 200: Type.Object({ channels: Type.Array(ChannelReport) }) },
      },
    },
    () => ({ channels: listChannels(product) }),
  );
  app.get<{ Querystring: DeliveryQuestion }>(
    "/v1/deliveries",
    {
      schema: {
        summary: "Messages that channels sent or would have sent, newest first",
        tags,
        querystring: Question,
        response: { 200: Type.Object({ deliveries: Type.Array(Delivery) }) },
      },
    },
    ({ query }) => ({ deliveries: listDeliveries(product, query) }),
  );
  app.get<{ Params: Static<typeof Id> }>(
    "/v1/deliveries/:id",
    { schema: { summary: "One message, and what became of it", tags, params: Id, response: { 200: Delivery } } },
    ({ params }) => foundDelivery(product, params.id),
  );
  app.get<{ Params: Static<typeof Id> }>(
    "/v1/deliveries/:id/rendered",
    { schema: { summary: "A message in the form of its channel", tags, params: Id, response: { 200: Rendered } } },
    ({ params }) => renderDelivery(product, params.id),
  );
  await withJsonBodies(app, (scope) => {
    scope.post<{ Params: Static<typeof Id>; Body: Static<typeof Nothing> }>(
      "/v1/deliveries/:id/retry",
      {
        schema: {
          summary: "Try a message again that was given up",
          tags,
          params: Id,
          body: Nothing,
          response: { 200: Delivery },
        },
      },
      ({ params, body }) => retryDelivery(product, params.id, actorIn(body)),
    );
    scope.post<{ Params: Static<typeof Name>; Body: Static<typeof Nothing> }>(
      "/v1/channels/:name/test",
      {
        schema: {
          summary: "Send a test message; GET /v1/deliveries/<id> tells what became of it",
          tags,
          params: Name,
          body: Nothing,
          response: { 200: Delivery },
        },
      },
      ({ params, body }) => testChannel(product, params.name, actorIn(body)),
    );
  });
}
