import { RecentCache } from "@kindred/core";
import type { JsonText } from "./send_json.ts";

/** Bytes that an entry takes beside its key and its answer, about. */
const ENTRY_BYTES = 200;

/** Settings of {@linkcode AnswerCache}. */
export interface AnswerCacheOptions {
  /** How much it may hold, in bytes; 0 keeps nothing. */
  mostBytes: number;
}

/** Keeps answers that were asked for not long ago, up to a number of bytes. */
export class AnswerCache {
  readonly #mostBytes: number;
  readonly #answers: RecentCache<string, JsonText>;
  #hits = 0;
  #misses = 0;

  constructor({ mostBytes }: AnswerCacheOptions) {
    this.#mostBytes = mostBytes;
    this.#answers = new RecentCache({ most: mostBytes, sizeOf: bytesOf });
  }

  /** How many answers it holds. */
  get size(): number {
    return this.#answers.count;
  }

  /** How much it holds, in bytes. */
  get bytes(): number {
    return this.#answers.size;
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
    if (answer === undefined) this.#misses++;
    else this.#hits++;
    return answer;
  }

  /** Keeps an answer; lets go of old ones where there is no room. */
  set(key: string, answer: JsonText): void {
    // One that would push out most others is not worth its room.
    if (bytesOf(key, answer) > this.#mostBytes / 8) return;
    this.#answers.set(key, answer);
  }

  /** Lets go of all answers. */
  clear(): void {
    this.#answers.clear();
  }
}

/**
 * What an entry takes: a text that is not of ASCII alone has two bytes a character, and
 * it may be there in gzip too, in half its length at most, about.
 */
function bytesOf(key: string, { text, bytes }: JsonText): number {
  const width = bytes === text.length ? 1 : 2;
  return ENTRY_BYTES + 2 * key.length + (width + 0.5) * text.length;
}
