import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXAMPLE_NAME, exampleFile } from "../../src/core/analysis/example-file.ts";
import { Analysis } from "../../src/core/model/analysis.ts";
import { AnalysisAnswer } from "../../src/core/model/analysis-answer.ts";
import { bodyOf, type ProductWithoutPort, startWithoutPort } from "../support/product-without-port.ts";

let product: ProductWithoutPort;

beforeAll(async () => {
  product = await startWithoutPort({ maxBodyBytes: 200_000 });
});

afterAll(() => product.close());

interface Part {
  name: string;
  content: string | Uint8Array<ArrayBuffer>;
}

async function formOf(files: readonly Part[], corrections?: unknown) {
  const form = new FormData();
  for (const { name, content } of files) form.append("file", new File([content], name));
  if (corrections !== undefined) form.set("corrections", JSON.stringify(corrections));
  const encoded = new Response(form);
  const type = encoded.headers.get("content-type") ?? "";
  return { headers: { "content-type": type }, payload: Buffer.from(await encoded.arrayBuffer()) };
}

async function post(files: readonly Part[], corrections?: unknown, query = "") {
  const { headers, payload } = await formOf(files, corrections);
  return product.app.inject({ method: "POST", url: `/v1/analyses${query}`, headers, payload });
}

const shop: Part = { name: EXAMPLE_NAME, content: exampleFile() };
const semicolons = exampleFile().replaceAll(",", ";").replaceAll(".", ",");

describe("files that are posted", () => {
  test("are answered with findings, how they were read, and their counts", async () => {
    const reply = await post([shop]);
    expect(reply.statusCode).toBe(200);
    const { id, analysis, readings, tables } = bodyOf(AnalysisAnswer, reply.payload);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(analysis.findings[0]).toMatchObject({
      kind: "outage",
      file: "shop",
      from: { label: "13h" },
      to: { label: "15h" },
    });
    expect(readings[0]?.inferences).toContainEqual(expect.objectContaining({ what: "separator", value: "comma" }));
    expect(tables[0]?.columns[0]?.values.slice(13, 16)).toEqual([0, 0, 0]);
  });

  test("are several, gzipped or not, each corrected by itself or all at once", async () => {
    const other: Part = { name: "loja.csv.gz", content: new Uint8Array(gzipSync(semicolons)) };
    const reply = await post([shop, other], { "loja.csv.gz": { "avg-is": "x" } });
    expect(reply.json()).toMatchObject({
      error: { code: "request.invalid", message: expect.stringContaining("loja.csv.gz: there is no option avg-is") },
    });
    const corrected = bodyOf(
      AnalysisAnswer,
      (await post([shop, other], { "loja.csv.gz": { decimal: "comma" } })).payload,
    );
    expect(corrected.tables.map(({ name }) => name)).toEqual(["shop", "loja"]);
    expect(corrected.readings[1]?.inferences).toContainEqual(
      expect.objectContaining({ what: "decimal mark", value: "comma", because: "said so" }),
    );
    expect((await post([shop], undefined, "?decimal=banana")).json()).toMatchObject({
      error: { code: "request.invalid" },
    });
  });

  test("may come as the body itself, and one that is called as another gets a table of its own", async () => {
    const reply = await product.app.inject({
      method: "POST",
      url: "/v1/analyses?name=day.csv",
      headers: { "content-type": "text/csv" },
      payload: exampleFile(),
    });
    expect(bodyOf(AnalysisAnswer, reply.payload).tables[0]?.name).toBe("day");
    const twice = bodyOf(AnalysisAnswer, (await post([shop, shop])).payload);
    expect(twice.tables.map(({ name }) => name)).toEqual(["shop", "shop_2"]);
  });

  test("that are not understood are told with what was seen and what would help", async () => {
    const novel: Part = { name: "novel.txt", content: "It was a dark night.\nNobody counted anything.\n" };
    const reply = await post([novel]);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({
      error: {
        code: "analysis.not-understood",
        message: expect.stringMatching(/novel\.txt: [\s\S]*dark night[\s\S]*what would help/),
      },
    });
    const { analysis, unread } = bodyOf(AnalysisAnswer, (await post([novel, shop])).payload);
    expect(analysis.findings.length).toBeGreaterThan(0);
    expect(unread).toMatchObject([{ file: "novel.txt" }]);
  });

  test.each([
    ["a form without files", "multipart/form-data; boundary=x", "--x--\r\n"],
    [
      "a form that is cut off",
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n1,2',
    ],
    ["a form without a boundary", "multipart/form-data", "1,2"],
    ["nothing", "text/csv", ""],
  ])("are refused as %s", async (_, type, payload) => {
    const reply = await product.app.inject({
      method: "POST",
      url: "/v1/analyses",
      headers: { "content-type": type },
      payload,
    });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ error: { code: "request.invalid" } });
  });

  test("are refused above the limits of size and number", async () => {
    expect((await post([{ name: "a.csv", content: "x".repeat(300_000) }])).json()).toMatchObject({
      error: { code: "request.too-large" },
    });
    expect((await post(Array.from({ length: 21 }, () => shop))).json()).toMatchObject({
      error: { code: "request.invalid", message: expect.stringContaining("at most 20") },
    });
  });

  test("are not logged", async () => {
    await post([{ name: "secret-name.csv", content: exampleFile().replace("08h", "secret-cell") }]);
    expect(product.logged()).not.toMatch(/secret-(?:name|cell)/);
  });
});

test("the description of the API lists what can be corrected", async () => {
  interface Description {
    paths: Record<string, { post: { parameters: { name: string; description: string }[] } }>;
  }
  const { paths } = (await product.app.inject("/openapi.json")).json<Description>();
  const decimal = paths["/v1/analyses"]?.post.parameters.find(({ name }) => name === "decimal");
  expect(decimal?.description).toContain("Expected: comma or point.");
});

describe("an analysis", () => {
  const reportOf = (id: string, format: string) => product.app.inject(`/v1/analyses/${id}/report?format=${format}`);

  test("is there again, also as a report to be saved, until it is forgotten", async () => {
    const answer = bodyOf(AnalysisAnswer, (await post([shop])).payload);
    const { id } = answer;
    expect(bodyOf(AnalysisAnswer, (await product.app.inject(`/v1/analyses/${id}`)).payload)).toEqual(answer);
    const page = await reportOf(id, "html");
    expect(page.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-disposition": 'attachment; filename="analysis.html"',
      "cache-control": "no-store",
    });
    expect(page.payload).toContain("<svg");
    expect((await reportOf(id, "markdown")).payload).toMatch(/^# /);
    expect(bodyOf(Analysis, (await reportOf(id, "json")).payload)).toEqual(answer.analysis);
    expect((await reportOf(id, "pdf")).statusCode).toBe(400);

    expect((await product.app.inject({ method: "DELETE", url: `/v1/analyses/${id}` })).statusCode).toBe(204);
    for (const reply of [await reportOf(id, "html"), await product.app.inject(`/v1/analyses/${id}`)]) {
      expect(reply.json()).toMatchObject({ error: { code: "analysis.not-found" } });
    }
  });

  test("is kept behind the token", async () => {
    const guarded = await startWithoutPort({ token: "a-token-that-is-long-enough" });
    const { headers, payload } = await formOf([shop]);
    const reply = await guarded.app.inject({ method: "POST", url: "/v1/analyses", headers, payload });
    expect(reply.statusCode).toBe(401);
    await guarded.close();
  });
});
