import { describe, expect, test } from "vitest";
import { memberLike } from "../../../test/support/examples.ts";
import { matchersOf } from "./matchers-of.ts";

const denied = memberLike({ status: "denied" });
const failed = memberLike({ status: "failed" });
const auroraDenied = memberLike({ status: "denied", scope: "issuer=aurora" });
const auroraFailed = memberLike({ status: "failed", scope: "issuer=aurora" });

describe("matchersOf", () => {
  test.each([
    ["one series", [denied], ["scope=all", "status=denied"]],
    ["one series of a value", [auroraDenied], ["issuer=aurora", "status=denied"]],
    ["several statuses of one scope", [auroraDenied, auroraFailed], ["issuer=aurora"]],
    ["one status of several scopes", [denied, auroraDenied], ["status=denied"]],
    ["nothing in common", [failed, auroraDenied], ["scope=all", "status=failed"]],
  ])("are those of %s", (_name, members, conditions) => {
    expect(matchersOf({ members })).toEqual(conditions);
  });
});
