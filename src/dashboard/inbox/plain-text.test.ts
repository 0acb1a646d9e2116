import fc from "fast-check";
import { expect, test } from "vitest";
import { calledHtml, plainTextHtml } from "./plain-text.ts";

test("markup and links are shown as they stand", () => {
  expect(plainTextHtml('<b>x</b> & "y" [link](http://example.org)')).toBe(
    "&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot; [link](http://example.org)",
  );
});

test("the backslashes that keep Markdown away are not shown", () => {
  expect(plainTextHtml("backend\\_reversed \\*\\* c:\\temp \\\\")).toBe("backend_reversed ** c:\\temp \\");
});

test("people who are called stand out", () => {
  expect(calledHtml("<at>Ana Silva</at> <i>x</i>")).toBe('<b class="teams-called">Ana Silva</b> &lt;i&gt;x&lt;/i&gt;');
});

test("lines stay lines", () => {
  expect(plainTextHtml("a\nb\r\nc")).toBe("a<br>b<br>c");
});

test("property: no tag but the line break comes out", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("<", ">", "\\", "&", '"', "a", "\n", "br", "/") }), (text) => {
      expect(plainTextHtml(text).replaceAll("<br>", "")).not.toMatch(/[<>"]/);
    }),
  );
});
