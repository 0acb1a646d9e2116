/** A line for people on standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
