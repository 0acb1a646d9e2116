export function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}
