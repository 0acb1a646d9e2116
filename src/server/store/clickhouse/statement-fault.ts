import { TABLE_FUNCTIONS } from "./allowed-functions.ts";
import type { SyntaxNode } from "./syntax-tree.ts";

/** Everything that a query can consist of, as the engine's parser names it. What is not here is refused, also what comes with newer engines. */
const KINDS = new Set([
  "SelectWithUnionQuery",
  "SelectIntersectExceptQuery",
  "SelectQuery",
  "ExpressionList",
  "Identifier",
  "Literal",
  "Function",
  "Asterisk",
  "QualifiedAsterisk",
  "ColumnsRegexpMatcher",
  "QualifiedColumnsRegexpMatcher",
  "ColumnsListMatcher",
  "QualifiedColumnsListMatcher",
  "ColumnsTransformerList",
  "ColumnsExceptTransformer",
  "ColumnsReplaceTransformer",
  "ColumnsReplaceTransformer::Replacement",
  "TablesInSelectQuery",
  "TablesInSelectQueryElement",
  "TableExpression",
  "TableIdentifier",
  "TableJoin",
  "ArrayJoin",
  "Subquery",
  "WithElement",
  "OrderByElement",
  "WindowDefinition",
  "WindowListElement",
  "InterpolateElement",
  "DataType",
]);

/** Operators that take a table's name on their right. */
const IN_OPERATORS = /^(?:global)?(?:not)?(?:null)?in(?:ignoreset)?$/i;
const TABLE = /^(?:([A-Za-z_]\w*)\.)?[A-Za-z_]\w*$/;

interface Allowed {
  isAllowed: (name: string) => boolean;
  /** The one whose tables may be read. */
  database: string;
}

/** What a person's query may not do, in words; null when it only reads what is theirs to read. */
export function statementFault(
  root: SyntaxNode,
  isAllowed: (name: string) => boolean,
  database: string,
): string | null {
  if (root.kind !== "SelectWithUnionQuery" && root.kind !== "SelectIntersectExceptQuery") {
    return "only SELECT is answered here: nothing can be written, changed or set";
  }
  return faultOf(root, undefined, { isAllowed, database });
}

function faultOf(node: SyntaxNode, parent: SyntaxNode | undefined, allowed: Allowed): string | null {
  if (node.kind === "Set") return "SETTINGS cannot be given: the limits are the server's";
  if (!KINDS.has(node.kind)) return `${node.kind} is not part of what can be asked`;
  if (node.kind === "SelectWithUnionQuery") {
    if (node.children.some(({ kind }) => kind === "Literal"))
      return "INTO OUTFILE cannot be used: the answer comes to you";
    if (node.children.some(({ kind }) => kind === "Identifier")) {
      return "FORMAT cannot stand in the query: choose json, ndjson, csv, arrow or parquet as format beside it";
    }
  }
  const own = ownFault(node, parent, allowed);
  if (own !== null) return own;
  for (const child of node.children) {
    const fault = faultOf(child, node, allowed);
    if (fault !== null) return fault;
  }
  return null;
}

function ownFault(node: SyntaxNode, parent: SyntaxNode | undefined, allowed: Allowed): string | null {
  if (node.kind === "TableIdentifier") return tableFault(node.text, allowed.database);
  if (node.kind !== "Function") return null;
  const isTable = parent?.kind === "TableExpression";
  if (isTable ? !TABLE_FUNCTIONS.has(node.text.toLowerCase()) : !allowed.isAllowed(node.text)) {
    return `${isTable ? "table function" : "function"} ${node.text} cannot be used here: either it does not exist, or it reads more than the store`;
  }
  const right = IN_OPERATORS.test(node.text) ? node.children[0]?.children[1] : undefined;
  return right?.kind === "Identifier" ? tableFault(right.text, allowed.database) : null;
}

function tableFault(name: string, own: string): string | null {
  const [, database = own] = TABLE.exec(name) ?? [name, ""];
  if (database === own) return null;
  return `table ${name} cannot be read: only those of the store can, which SELECT * FROM catalog lists`;
}
