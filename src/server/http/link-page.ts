/** What a page has in it; texts are plain and are escaped here. */
export interface LinkPage {
  title: string;
  /** Small, above the title. */
  eyebrow: string;
  paragraphs: readonly string[];
  /** A form with one button, which posts to the address of the page. */
  ask: { button: string; hint: string; problem: string | null } | null;
  more: { text: string; href: string } | null;
}

const STYLE = `
:root{color-scheme:light dark;--paper:#f6f6f3;--surface:#fff;--ink:#1d2026;--soft:#555b66;--rule:#cfcfc7;--accent:#2a5bb8;--on:#fff;--alarm:#b02c17}
@media(prefers-color-scheme:dark){:root{--paper:#131519;--surface:#1a1d22;--ink:#e9eaec;--soft:#aeb3bc;--rule:#3c424b;--accent:#86aef5;--on:#10131a;--alarm:#ff8d72}}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:20px;background:var(--paper);color:var(--ink);font:16px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{width:min(460px,100%);padding:26px;border:1px solid var(--rule);border-radius:10px;background:var(--surface);overflow-wrap:anywhere}
h1{margin:2px 0 12px;font-size:22px;line-height:1.25}
p{margin:0 0 12px}
.soft{color:var(--soft);font-size:14px;margin:0}
form{display:grid;gap:14px;margin:18px 0}
label{display:grid;gap:6px;font-size:14px;color:var(--soft)}
input{padding:11px 12px;border:1px solid var(--rule);border-radius:6px;background:var(--paper);color:inherit;font:inherit}
button{padding:12px;border:0;border-radius:6px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;cursor:pointer}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.problem{color:var(--alarm);font-size:14px;margin:0}
`;

/** No script, nothing from elsewhere, and only its own form may be sent. */
export const LINK_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** A page that stands alone: whoever follows a link may not be signed in, and may be on a telephone. */
export function linkPage({ title, eyebrow, paragraphs, ask, more }: LinkPage): string {
  const form = ask === null ? "" : formOf(ask);
  const link = more === null ? "" : `<p class="soft"><a href="${escaped(more.href)}">${escaped(more.text)}</a></p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="soft">${escaped(eyebrow)}</p>
<h1>${escaped(title)}</h1>
${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join("\n")}
${form}
${link}
</main>
</body>
</html>
`;
}

function formOf({ button, hint, problem }: NonNullable<LinkPage["ask"]>): string {
  const alert = problem === null ? "" : `<p class="problem" role="alert">${escaped(problem)}</p>`;
  return `<form method="post">
<label>Your name<input name="name" required maxlength="60" autocomplete="name" autofocus></label>
${alert}
<button type="submit">${escaped(button)}</button>
<p class="soft">${escaped(hint)}</p>
</form>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
