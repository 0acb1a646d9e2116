import { useEffect, useState } from "preact/hooks";

export interface Answered<Answer> {
  /** The last one; null until the first has come. */
  answer: Answer | null;
  /** Why the newest question was not answered. */
  fault: string | null;
}

/**
 * The server's answer to a question, which is asked again whenever `key` changes. The last answer stays until the next has come,
 * so that nothing flickers. Whoever has nothing to ask for the time being answers null.
 */
export function useAnswer<Answer>(key: string, ask: () => Promise<Answer | null>): Answered<Answer> {
  const [said, setSaid] = useState<Answered<Answer>>({ answer: null, fault: null });
  useEffect(() => {
    let isOutdated = false;
    ask().then(
      (answer) => isOutdated || setSaid({ answer, fault: null }),
      (error: unknown) =>
        isOutdated ||
        setSaid(({ answer }) => ({ answer, fault: error instanceof Error ? error.message : String(error) })),
    );
    return () => {
      isOutdated = true;
    };
  }, [key]);
  return said;
}
