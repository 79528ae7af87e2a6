import type { MiddlewareHandler } from "hono";
import type { AnswerDesk } from "../answers/answer_desk.ts";
import type { AppEnv } from "../app_env.ts";
import { LONGEST_TEXT } from "./_parameters.ts";
import { similarText } from "./_similar_text.ts";

/** Query strings that say no more than how many items are wanted. */
const PLAIN_QUERY = /^(?:\?k=([1-9]\d{0,2}|1000))?$/;

/**
 * Answers what is asked most, an item's neighbours without rules, and lets all else go
 * on: there is little in such a question that a schema could find, and to let one look
 * takes longer than to find the neighbours in a list.
 */
export function answerPlainQuestion(
  desk: AnswerDesk,
): MiddlewareHandler<AppEnv, "/v1/items/:id/similar"> {
  return async (c, next) => {
    const { url } = c.req;
    const query = url.indexOf("?");
    const plain = PLAIN_QUERY.exec(query === -1 ? "" : url.slice(query));
    const id = c.req.param("id");
    if (plain === null || id.length > LONGEST_TEXT) return await next();
    const k = Number(plain[1] ?? 10);
    return await desk.answerText(c, async (recommender) => {
      const found = await recommender.similarItems(id, { k });
      return similarText(await recommender.item(id), found, k);
    });
  };
}
