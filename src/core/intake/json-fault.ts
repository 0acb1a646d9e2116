type Wanted = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or end";

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** Where a string that begins at `start` ends, or where its fault is. */
function stringFrom(text: string, start: number): { end: number } | { fault: number } {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { end: at + 1 };
    if (code < 0x20) return { fault: at };
    if (code !== 0x5c) at++;
    else {
      const end = endOf(ESCAPE, text, at);
      if (end === at) return { fault: at };
      at = end;
    }
  }
  return { fault: at };
}

/**
 * Position of the first character at which a text stops being JSON; its length when it ends too early, -1 when nothing is
 * wrong. Asked only after JSON.parse has refused, because the engine does not always tell where, and quotes what it read.
 */
export function jsonFaultAt(text: string): number {
  const open: ("{" | "[")[] = [];
  let wanted = "value" as Wanted;
  let at = 0;
  for (;;) {
    at = endOf(SPACE, text, at);
    if (wanted === "comma or end" && open.length === 0) return at === text.length ? -1 : at;
    const character = text.charAt(at);
    const container = open.at(-1);
    const isClosing =
      (character === "]" && container === "[" && (wanted === "value or ]" || wanted === "comma or end")) ||
      (character === "}" && container === "{" && (wanted === "key or }" || wanted === "comma or end"));
    if (isClosing) {
      open.pop();
      wanted = "comma or end";
      at++;
    } else if (wanted === "comma or end") {
      if (character !== ",") return at;
      wanted = container === "{" ? "key" : "value";
      at++;
    } else if (wanted === "colon") {
      if (character !== ":") return at;
      wanted = "value";
      at++;
    } else if (character === '"') {
      const string = stringFrom(text, at);
      if ("fault" in string) return string.fault;
      wanted = wanted === "key" || wanted === "key or }" ? "colon" : "comma or end";
      at = string.end;
    } else if (wanted === "key" || wanted === "key or }") return at;
    else if (character === "{" || character === "[") {
      open.push(character);
      wanted = character === "{" ? "key or }" : "value or ]";
      at++;
    } else {
      const end = endOf(SCALAR, text, at);
      if (end === at) return at;
      wanted = "comma or end";
      at = end;
    }
  }
}
