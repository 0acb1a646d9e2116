import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { EXAMPLE_NAME, exampleFile } from "../../core/analysis/example-file.ts";
import { useStore } from "../store.ts";
import { putFiles } from "./desk.ts";

const ACCEPTED = ".csv,.tsv,.txt,.json,.ndjson,.jsonl,.parquet,.xlsx,.gz";

export function DropZone(): JSX.Element {
  const { desk } = useStore();
  const [isOver, setIsOver] = useState(false);
  const take = (list: FileList | null | undefined): void => {
    const files = [...(list ?? [])];
    if (files.length > 0) void putFiles(desk, files);
  };
  return (
    <section
      class={`card drop ${isOver ? "is-over" : ""}`}
      aria-label="Files"
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <p>
        Drop files of counts here: CSV, TSV, JSON, NDJSON, Parquet or Excel, gzipped or not. They stay in this server's
        memory, for an hour.
      </p>
      <div class="drop-buttons">
        <label class="file-button">
          <input
            type="file"
            multiple
            accept={ACCEPTED}
            onChange={(event) => {
              take(event.currentTarget.files);
              // The same file again, after it was changed, is a choice too.
              event.currentTarget.value = "";
            }}
          />
          <span>Choose files</span>
        </label>
        <button
          type="button"
          onClick={() => void putFiles(desk, [new File([exampleFile()], EXAMPLE_NAME, { type: "text/csv" })])}
        >
          Try an example
        </button>
      </div>
    </section>
  );
}
