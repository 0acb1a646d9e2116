/** A mistake of whoever typed the command; the message is all they need. */
export class CommandError extends Error {}
