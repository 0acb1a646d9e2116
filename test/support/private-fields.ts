import { Session } from "node:inspector";

const PROBE = "__smokewatchProbe";
const shelf = globalThis as unknown as Record<string, unknown>;

/** Reads the private fields of objects, as a debugger does. `close` it when done. */
export class PrivateFields {
  readonly #session = new Session();

  constructor() {
    this.#session.connect();
  }

  close(): void {
    this.#session.disconnect();
    delete shelf[PROBE];
  }

  /** Private fields by name, with their #. */
  of(object: object): Record<string, unknown> {
    shelf[PROBE] = object;
    const { objectId } = this.#ask("Runtime.evaluate", { expression: PROBE, objectGroup: PROBE }).result ?? {};
    const { privateProperties = [] } = this.#ask("Runtime.getProperties", { objectId, ownProperties: true });
    const fields: Record<string, unknown> = {};
    for (const { name, value } of privateProperties) {
      if (value !== undefined) fields[name] = this.#valueOf(value);
    }
    this.#ask("Runtime.releaseObjectGroup", { objectGroup: PROBE });
    return fields;
  }

  #valueOf({ objectId, value, unserializableValue }: RemoteValue): unknown {
    if (unserializableValue !== undefined) return Number(unserializableValue);
    if (objectId === undefined) return value;
    this.#ask("Runtime.callFunctionOn", { objectId, functionDeclaration: `function () { ${PROBE} = this; }` });
    return shelf[PROBE];
  }

  /** A session with the own thread answers before `post` returns. */
  #ask(method: string, parameters: object): Answer {
    let answer: Answer = {};
    this.#session.post(method, parameters, (error: Error | null, result: Answer = {}) => {
      if (error !== null) throw new Error(`${method}: ${error.message}`, { cause: error });
      answer = result;
    });
    return answer;
  }
}

/** As far as it is read here; Node's types know nothing of private fields. */
interface Answer {
  result?: RemoteValue;
  privateProperties?: { name: string; value?: RemoteValue }[];
}

interface RemoteValue {
  objectId?: string | undefined;
  value?: unknown;
  unserializableValue?: string | undefined;
}

/**
 * Where two objects differ, in private fields too, as paths; at most once a field. Of typed arrays the shorter one counts: the other may have
 * room to spare. Paths that match
 * `isLeftOut` are not looked at.
 */
export function privateDifferences(
  fields: PrivateFields,
  one: unknown,
  other: unknown,
  isLeftOut: RegExp,
  path = "",
  seen = new Set<unknown>(),
): string[] {
  if (isLeftOut.test(path)) return [];
  if (!isObject(one) || !isObject(other)) {
    return Object.is(one, other) || typeof one === "function" ? [] : [`${path}: ${String(one)}, not ${String(other)}`];
  }
  if (seen.has(one)) return [];
  seen.add(one);
  const go = (a: unknown, b: unknown, step: string): string[] =>
    privateDifferences(fields, a, b, isLeftOut, `${path}${step}`, seen);
  if (one instanceof Map && other instanceof Map) return go([...one], [...other], "");
  if (one instanceof Set && other instanceof Set) return go([...one], [...other], "");
  if (isColumn(one) && isColumn(other)) {
    const length = Math.min(one.length, other.length);
    for (let i = 0; i < length; i++)
      if (!Object.is(one[i], other[i])) return [`${path}[${i}]: ${one[i]}, not ${other[i]}`];
    return [];
  }
  const className = one.constructor.name;
  if (className !== other.constructor.name) return [`${path}: ${className}, not ${other.constructor.name}`];
  const [mine, its] = [one, other].map((each) => ({ ...each, ...(isPlain(each) ? {} : fields.of(each)) }));
  const names = new Set([...Object.keys(mine ?? {}), ...Object.keys(its ?? {})]);
  return [...names].flatMap((name) => go((mine as Fields)[name], (its as Fields)[name], `.${name}`));
}

type Fields = Record<string, unknown>;

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function isColumn(value: object): value is Float64Array {
  return ArrayBuffer.isView(value);
}
