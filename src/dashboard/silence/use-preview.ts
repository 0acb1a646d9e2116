import { useEffect, useState } from "preact/hooks";
import { previewSilence, type SilencePreview } from "../api.ts";

/** Until somebody stops typing. */
const PAUSE_MS = 300;

export interface Preview {
  preview: SilencePreview | null;
  /** Why such a silence is refused; null when it is not, as far as is known. */
  fault: string | null;
}

const UNKNOWN: Preview = { preview: null, fault: null };

/** What the server says to conditions, as they are typed. */
export function usePreview(match: readonly string[], duration: string): Preview {
  const [said, setSaid] = useState(UNKNOWN);
  const key = match.join("\n");
  useEffect(() => {
    if (key === "") {
      setSaid(UNKNOWN);
      return undefined;
    }
    let isOutdated = false;
    const ask = async (): Promise<void> => {
      const answer = await saidTo(key.split("\n"), duration);
      if (!isOutdated) setSaid(answer);
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [key, duration]);
  return said;
}

async function saidTo(match: string[], duration: string): Promise<Preview> {
  try {
    const preview = await previewSilence({ match, duration });
    return { preview, fault: preview.fault };
  } catch (error) {
    return { preview: null, fault: error instanceof Error ? error.message : String(error) };
  }
}
