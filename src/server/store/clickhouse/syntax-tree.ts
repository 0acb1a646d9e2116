/** A node of a statement as the engine's own parser sees it. */
export interface SyntaxNode {
  kind: string;
  /** What stands behind the kind, without alias and count: a name, a literal. */
  text: string;
  children: SyntaxNode[];
}

const LINE = /^( *)(\S+)(.*?)(?: \(children (\d+)\))?$/;

/**
 * The tree that `EXPLAIN AST` prints, a line a node, indented by depth, each with the number of its children. Undefined when the
 * lines and the numbers do not agree, as when a name with a line break makes a line of its own.
 */
export function syntaxTree(lines: readonly string[]): SyntaxNode | undefined {
  let next = 0;
  const read = (depth: number): SyntaxNode | undefined => {
    const match = LINE.exec(lines[next] ?? "");
    if (match === null || match[1]?.length !== depth) return undefined;
    next += 1;
    const [, , kind = "", rest = "", count = "0"] = match;
    const children: SyntaxNode[] = [];
    for (let child = 0; child < Number(count); child++) {
      const node = read(depth + 1);
      if (node === undefined) return undefined;
      children.push(node);
    }
    return { kind, text: rest.replace(/ \(alias .*$/s, "").trim(), children };
  };
  const root = read(0);
  return next === lines.length ? root : undefined;
}
