import type { JsonText } from "./send_json.ts";

/** Bytes that an entry takes beside its key and its answer, about. */
const ENTRY_BYTES = 200;

/** Settings of {@linkcode AnswerCache}. */
export interface AnswerCacheOptions {
  /** How much it may hold, in bytes; 0 keeps nothing. */
  mostBytes: number;
}

/** Keeps answers, those asked for last, up to a number of bytes. */
export class AnswerCache {
  readonly #mostBytes: number;
  /** Those asked for last stand last. */
  readonly #answers = new Map<string, JsonText>();
  #bytes = 0;
  #hits = 0;
  #misses = 0;

  constructor({ mostBytes }: AnswerCacheOptions) {
    this.#mostBytes = mostBytes;
  }

  /** How many answers it holds. */
  get size(): number {
    return this.#answers.size;
  }

  /** How much it holds, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How often an answer was there. */
  get hits(): number {
    return this.#hits;
  }

  /** How often it was not. */
  get misses(): number {
    return this.#misses;
  }

  /** Returns an answer that is kept, or undefined. */
  get(key: string): JsonText | undefined {
    const answer = this.#answers.get(key);
    if (answer === undefined) {
      this.#misses++;
      return undefined;
    }
    this.#hits++;
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    return answer;
  }

  /** Keeps an answer; lets go of the oldest where there is no room. */
  set(key: string, answer: JsonText): void {
    const bytes = bytesOf(key, answer);
    // One that would push out most others is not worth its room.
    if (bytes > this.#mostBytes / 8) return;
    const last = this.#answers.get(key);
    if (last !== undefined) this.#delete(key, last);
    this.#answers.set(key, answer);
    this.#bytes += bytes;
    for (const [oldest, other] of this.#answers) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#delete(oldest, other);
    }
  }

  /** Lets go of all answers. */
  clear(): void {
    this.#answers.clear();
    this.#bytes = 0;
  }

  #delete(key: string, answer: JsonText): void {
    this.#answers.delete(key);
    this.#bytes -= bytesOf(key, answer);
  }
}

/** What an entry takes: a text is held with up to two bytes a character. */
function bytesOf(key: string, { text }: JsonText): number {
  return ENTRY_BYTES + 2 * (key.length + text.length);
}
