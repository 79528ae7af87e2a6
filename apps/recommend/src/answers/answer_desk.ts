import { VERSION } from "@kindred/core";
import type { Recommender } from "@kindred/recommender";
import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv } from "../app_env.ts";
import type { AnswerCache } from "./answer_cache.ts";
import {
  type AnswerHeaders,
  type JsonAnswer,
  type JsonText,
  jsonText,
  sendNotModified,
  sendText,
  takesGzip,
} from "./send_json.ts";

/** The longest question whose answer is kept, in UTF-16 code units. */
const LONGEST_QUESTION = 2000;

/** Answers shorter than this are sent as they are, in bytes. */
const LEAST_PACKED = 1024;

/** What `Server-Timing` says of an answer that was kept. */
const KEPT = "cache";

/** Who may keep an answer: `private` where keys are asked for. */
export type AnswerScope = "public" | "private";

/** What is known of a model that has answered. */
interface Answerer {
  /** Its number: what one model has answered is no answer of another. */
  number: number;
  /** Headers of what it answers to a GET, whatever is asked. */
  headers: AnswerHeaders;
  /** Its tag, without what says that it is weak; null where it has no hash. */
  tag: string | null;
}

/**
 * Gives answers of the model: kept ones at once, others when it is their turn.
 *
 * Answers to a GET may be kept by others for a minute, and after that be compared
 * instead of sent again. One model answers the same to the same question, so that its
 * hash is the tag of all its answers.
 */
export class AnswerDesk {
  readonly #cache: AnswerCache;
  readonly #scope: AnswerScope;
  readonly #packs: boolean;
  readonly #answerers = new WeakMap<Recommender, Answerer>();
  #nextNumber = 0;

  /**
   * @param cache Where answers are kept.
   * @param scope Who else may keep them.
   * @param packs Whether long ones that are kept are compressed, once each.
   */
  constructor(cache: AnswerCache, scope: AnswerScope, packs: boolean) {
    this.#cache = cache;
    this.#scope = scope;
    this.#packs = packs;
  }

  /**
   * Answers what has been asked before by the same address, without a look at it: only
   * what was allowed is kept.
   */
  readonly answerAgain: MiddlewareHandler<AppEnv> = async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return await next();
    const { recommender } = await c.get("model")();
    const kept = this.#kept(recommender, addressOf(c));
    if (kept === undefined) return await next();
    if (this.#packs && takesGzip(c)) await pack(kept);
    return this.send(c, recommender, kept, KEPT);
  };

  /**
   * Answers a request.
   *
   * @param c The request.
   * @param question What is asked, whole: two of the same text have the same answer.
   * Null where the address says it all.
   * @param work Finds the answer.
   */
  async answer<T>(
    c: Context<AppEnv>,
    question: string | null,
    work: (recommender: Recommender) => Promise<T>,
  ): Promise<JsonAnswer<T>> {
    const { recommender } = await c.get("model")();
    // By its address, it was looked for before.
    const kept = question === null
      ? undefined
      : this.#kept(recommender, question);
    return kept === undefined
      ? await this.#find(
        c,
        recommender,
        question,
        async () => jsonText(await work(recommender)),
      )
      : this.send(c, recommender, kept, KEPT);
  }

  /**
   * Answers a request of which the address says it all.
   *
   * @param c The request.
   * @param work Finds the answer as JSON.
   */
  async answerText(
    c: Context<AppEnv>,
    work: (recommender: Recommender) => Promise<JsonText>,
  ): Promise<Response> {
    const { recommender } = await c.get("model")();
    return await this.#find(c, recommender, null, () => work(recommender));
  }

  async #find<T>(
    c: Context<AppEnv>,
    recommender: Recommender,
    question: string | null,
    work: () => Promise<JsonText>,
  ): Promise<JsonAnswer<T>> {
    const begin = performance.now();
    const json = await c.get("admit")(work);
    // In a header: a body that told the time would never equal the last one.
    const milliseconds = (performance.now() - begin).toFixed(1);
    this.#keep(recommender, question ?? addressOf(c), json);
    return this.send(c, recommender, json, `model;dur=${milliseconds}`);
  }

  /**
   * Sends what a model has answered.
   *
   * @param c The request.
   * @param recommender The model.
   * @param json A `T` as JSON.
   * @param timing What took how long, as `Server-Timing` says it. Default nothing.
   */
  send<T>(
    c: Context<AppEnv>,
    recommender: Recommender,
    json: JsonText,
    timing?: string,
  ): JsonAnswer<T> {
    const times: AnswerHeaders = timing === undefined
      ? {}
      : { "Server-Timing": timing };
    const { method } = c.req;
    if (method !== "GET" && method !== "HEAD") {
      return sendText(c, json, 200, { "Cache-Control": "no-store", ...times });
    }
    const { headers, tag } = this.#answererOf(recommender);
    const more = { ...headers, ...times };
    return tag !== null && names(c.req.header("If-None-Match"), tag)
      ? sendNotModified(c, more) as JsonAnswer<T>
      : sendText(c, json, 200, more);
  }

  #kept(recommender: Recommender, question: string): JsonText | undefined {
    if (question.length > LONGEST_QUESTION) return undefined;
    return this.#cache.get(this.#keyOf(recommender, question));
  }

  #keep(
    recommender: Recommender,
    question: string,
    json: JsonText,
  ): void {
    if (question.length > LONGEST_QUESTION) return;
    this.#cache.set(this.#keyOf(recommender, question), json);
  }

  #keyOf(recommender: Recommender, question: string): string {
    return `${this.#answererOf(recommender).number} ${question}`;
  }

  #answererOf(recommender: Recommender): Answerer {
    let answerer = this.#answerers.get(recommender);
    if (answerer === undefined) {
      // Nobody will ask the model before again: its answers only take room.
      this.#cache.clear();
      const { sha256 } = recommender.info;
      const tag = sha256 && `"${VERSION}-${sha256.slice(0, 32)}"`;
      const headers = { "Cache-Control": `${this.#scope}, max-age=60` };
      answerer = {
        number: this.#nextNumber++,
        tag,
        // Weak: gzip may stand between.
        headers: tag === null ? headers : { ...headers, "ETag": `W/${tag}` },
      };
      this.#answerers.set(recommender, answerer);
    }
    return answerer;
  }
}

/** Compresses an answer that is worth it, unless that was done. */
async function pack(json: JsonText): Promise<void> {
  if (json.gzip !== undefined || json.bytes < LEAST_PACKED) return;
  const packed = new Blob([json.text]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  json.gzip = new Uint8Array(await new Response(packed).arrayBuffer());
}

/** The path and the query of a request. */
function addressOf({ req: { url } }: Context<AppEnv>): string {
  return url.slice(url.indexOf("/", url.indexOf("//") + 2));
}

/** Whether a header names a tag. */
function names(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  return header.split(",").some((one) =>
    one.trim().replace(/^W\//, "") === tag
  );
}
