import { expect, test } from "vitest";
import { shopTable } from "../../../test/support/analysis-sample.ts";
import { analyse } from "../../core/analysis/analyse.ts";
import { analyseApart } from "./analyse-apart.ts";

test("an analysis apart is the same as here", async () => {
  expect(await analyseApart([shopTable()])).toEqual(analyse([shopTable()]));
});

test("an analysis that takes too long is ended, and says what to do", async () => {
  const ended = analyseApart([shopTable()], { longestMs: 0, mostMemoryMb: 100 });
  await expect(ended).rejects.toMatchObject({
    code: "analysis.too-large",
    message: expect.stringContaining("send fewer days"),
  });
});
