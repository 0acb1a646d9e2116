/**
 * behind       more waits than can be held; try again
 * full         the journal may not grow any more
 * unavailable  the journal cannot be written; nothing was accepted
 * stopping     the server is going down
 * fault        a defect of ours
 */
export type PipelineFaultKind = "behind" | "full" | "unavailable" | "stopping" | "fault";

/** Why the pipeline did not take an entry. */
export class PipelineFault extends Error {
  readonly kind: PipelineFaultKind;

  constructor(kind: PipelineFaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
