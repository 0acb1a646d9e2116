import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { askForFile, type FileFormat, type Question } from "./query-api.ts";

const FORMATS: readonly [FileFormat, string][] = [
  ["csv", "CSV"],
  ["ndjson", "NDJSON"],
  ["arrow", "Arrow"],
  ["parquet", "Parquet"],
];

/** Asks again, for a file with all rows. */
export function DownloadButtons({ question }: { question: Question }): JSX.Element {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const download = async (format: FileFormat): Promise<void> => {
    setIsBusy(true);
    setProblem(null);
    try {
      offer(await askForFile(question, format, new AbortController().signal), `answer.${format}`);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div class="download">
      <span>{t("Download")}</span>
      {FORMATS.map(([format, name]) => (
        <button key={format} type="button" disabled={isBusy} onClick={() => void download(format)}>
          {name}
        </button>
      ))}
      <Problem text={problem} />
    </div>
  );
}

function offer(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
