import type { Context, TypedResponse } from "hono";
import type { AppEnv } from "../app_env.ts";

/** JSON as it is sent: a text, which servers send faster than bytes. */
export interface JsonText {
  /** The JSON. */
  text: string;
  /** Its length in bytes of UTF-8. */
  bytes: number;
  /** The same in gzip, once it is kept and somebody has asked for that. */
  gzip?: Uint8Array<ArrayBuffer>;
}

/** An answer with JSON. */
export type JsonAnswer<T, S extends 200 | 503 = 200> =
  & Response
  & TypedResponse<T, S, "json">;

const encoder = new TextEncoder();

/** Returns a value as JSON. */
export function jsonText(value: unknown): JsonText {
  const text = JSON.stringify(value);
  return { text, bytes: encoder.encode(text).length };
}

/** Headers of an answer by name. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/**
 * Answers with a value as JSON.
 *
 * @param c The request.
 * @param value The answer.
 * @param status Its status. Default 200.
 */
export function sendJson<T>(c: Context<AppEnv>, value: T): JsonAnswer<T>;
export function sendJson<T>(
  c: Context<AppEnv>,
  value: T,
  status: 503,
): JsonAnswer<T, 503>;
export function sendJson<T>(
  c: Context<AppEnv>,
  value: T,
  status: 200 | 503 = 200,
): JsonAnswer<T, 200 | 503> {
  return sendText(c, jsonText(value), status);
}

/**
 * Answers with JSON and with all headers at once: what is changed in the headers of an
 * answer that is there already costs a server as much as finding it did.
 *
 * @param c The request.
 * @param json A `T` as JSON. Its length is said, so that short answers are not
 * compressed.
 * @param status Its status.
 * @param more Headers beside those that every answer has. Default none.
 */
export function sendText<T, S extends 200 | 503>(
  c: Context<AppEnv>,
  { text, bytes, gzip }: JsonText,
  status: S,
  more?: AnswerHeaders,
): JsonAnswer<T, S> {
  const isPacked = gzip !== undefined && takesGzip(c);
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "Content-Length": String(isPacked ? gzip.length : bytes),
    "X-Content-Type-Options": "nosniff",
    ...more,
    ...sealingHeaders(c),
  };
  if (isPacked) headers["Content-Encoding"] = "gzip";
  const response = new Response(isPacked ? gzip : text, { status, headers });
  // What the text says, only the caller knows.
  return response as JsonAnswer<T, S>;
}

/** Whether a caller takes gzip. */
export function takesGzip(c: Context<AppEnv>): boolean {
  const accepted = c.req.header("Accept-Encoding");
  return accepted !== undefined && TAKES_GZIP.test(accepted);
}

/** Names gzip, and not with a preference of 0. */
const TAKES_GZIP = /(^|,)\s*gzip\s*(;\s*q=(1|0\.\d*[1-9])\S*\s*)?(,|$)/i;

/** Answers that what the caller has is still right. */
export function sendNotModified(
  c: Context<AppEnv>,
  more: AnswerHeaders,
): Response {
  const headers = { ...more, ...sealingHeaders(c) };
  return new Response(null, { status: 304, headers });
}

/** Returns what the middleware would add, which it then leaves alone. */
function sealingHeaders(c: Context<AppEnv>): AnswerHeaders {
  c.set("isSealed", true);
  return { "X-Request-Id": c.get("requestId"), "Vary": "Accept-Encoding" };
}
