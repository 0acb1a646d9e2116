import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { keywordCompletionSource, schemaCompletionSource, SQLDialect, StandardSQL } from "@codemirror/lang-sql";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { TextPlace } from "../api.ts";
import { completionIn } from "./sql-completion.ts";
import type { Vocabulary } from "./query-api.ts";

/** A file of its own, so that the editor is a chunk of its own. */
export interface SqlEditor {
  setText: (text: string) => void;
  setVocabulary: (vocabulary: Vocabulary) => void;
  /** Marks a fault, or none. */
  setFault: (fault: { text: string; place: TextPlace } | null) => void;
  goTo: (place: TextPlace) => void;
  insert: (text: string) => void;
  focus: () => void;
  destroy: () => void;
}

export interface SqlEditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  hint: string;
  onChange: (text: string) => void;
  /** What is selected, or null. */
  onSelect: (selection: { text: string; from: number } | null) => void;
  onRun: () => void;
}

const dialect = SQLDialect.define({
  ...StandardSQL.spec,
  keywords:
    "all and any anti array as asc asof between by case cast collate cross cube desc distinct else end except exists extract false fill final first following format from full global group grouping having if ilike in inner intersect interpolate interval is join last left like limit not null nulls offset on or order outer over partition preceding prewhere qualify range replace right rollup row rows sample select semi sets step then ties totals true unbounded union unnest using when where window with",
  types:
    "array bool date date32 datetime datetime64 decimal enum float32 float64 int8 int16 int32 int64 lowcardinality map nullable string tuple uint8 uint16 uint32 uint64 uuid",
  backslashEscapes: true,
  identifierQuotes: '`"',
  caseInsensitiveIdentifiers: true,
});

const theme = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--ink)", fontSize: "13px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", maxHeight: "46vh" },
  ".cm-content, .cm-gutter": { minHeight: "188px" },
  ".cm-content": { caretColor: "var(--ink)", padding: "10px 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--ink-faint)", borderRight: "1px solid var(--rule)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 24%, transparent)",
  },
  ".cm-placeholder": { color: "var(--ink-faint)" },
  ".cm-matchingBracket": { backgroundColor: "color-mix(in srgb, var(--accent) 18%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--rule-strong)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16em" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--surface)" },
  ".cm-completionDetail": { color: "var(--ink-faint)", fontStyle: "normal" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--alarm)",
    backgroundColor: "var(--alarm-wash)",
  },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--calm)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: [tags.comment], color: "var(--ink-faint)", fontStyle: "italic" },
  { tag: [tags.typeName], color: "var(--ink-soft)" },
]);

export function createSqlEditor(options: SqlEditorOptions): SqlEditor {
  const words = new Compartment();
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({ doc: options.text, extensions: [extensionsOf(options), words.of([])] }),
  });
  const offsetOf = ({ line, column }: TextPlace): number => {
    const { doc } = view.state;
    const row = doc.line(Math.min(Math.max(1, line), doc.lines));
    return Math.min(row.to, row.from + column - 1);
  };
  return {
    setText: (text) => {
      if (text === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    setVocabulary: (vocabulary) => view.dispatch({ effects: words.reconfigure(completionFor(vocabulary)) }),
    setFault: (fault) => {
      const found: Diagnostic[] = fault === null ? [] : [diagnosticOf(fault, offsetOf, view.state.doc.length)];
      view.dispatch(setDiagnostics(view.state, found));
    },
    goTo: (place) => {
      view.dispatch({ selection: { anchor: offsetOf(place) }, scrollIntoView: true });
      view.focus();
    },
    insert: (text) => {
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function extensionsOf({ label, hint, onChange, onSelect, onRun }: SqlEditorOptions): Extension {
  const run = (): boolean => {
    onRun();
    return true;
  };
  return [
    Prec.highest(keymap.of([{ key: "Mod-Enter", run }])),
    lineNumbers(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    dialect.language,
    syntaxHighlighting(colours),
    theme,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label }),
    placeholder(hint),
    tooltips({ position: "absolute" }),
    // Tab is left to the browser, so that the keyboard gets out of the editor.
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
      if (docChanged) onChange(state.doc.toString());
      if (!docChanged && !selectionSet) return;
      const { from, to } = state.selection.main;
      const text = state.sliceDoc(from, to);
      onSelect(text.trim() === "" ? null : { text, from });
    }),
  ];
}

function completionFor(vocabulary: Vocabulary): Extension {
  const schema = Object.fromEntries(
    vocabulary.tables.map(({ name, columns }) => [name, columns.map((column) => column.name)]),
  );
  return autocompletion({
    override: [
      (context) => completionIn(vocabulary, context),
      schemaCompletionSource({ dialect, schema }),
      keywordCompletionSource(dialect, true),
    ],
    icons: false,
  });
}

function diagnosticOf(
  { text, place }: { text: string; place: TextPlace },
  offsetOf: (place: TextPlace) => number,
  end: number,
): Diagnostic {
  const from = offsetOf(place);
  // At the end of the text there is nothing to underline but what stands last.
  const isAtEnd = place.length === 0 || from >= end;
  return {
    from: isAtEnd ? Math.max(0, from - 1) : from,
    to: isAtEnd ? from : Math.min(end, from + place.length),
    severity: "error",
    message: text,
  };
}
