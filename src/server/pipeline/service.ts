/** A part that moves by itself until it is told to stop; `run` resolves when it has drained. */
export interface Service {
  readonly name: string;
  run(signal: AbortSignal): Promise<void>;
}
