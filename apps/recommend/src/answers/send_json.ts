import type { Context, TypedResponse } from "hono";
import type { AppEnv } from "../app_env.ts";

/** JSON as it is sent: a text, which servers send faster than bytes. */
export interface JsonText {
  /** The JSON. */
  text: string;
  /** Its length in bytes of UTF-8. */
  bytes: number;
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
 * Answers with JSON whose length is said, so that short answers are not compressed.
 *
 * @param c The request.
 * @param json A `T` as JSON.
 * @param status Its status.
 */
export function sendText<T, S extends 200 | 503>(
  c: Context<AppEnv>,
  { text, bytes }: JsonText,
  status: S,
): JsonAnswer<T, S> {
  const response: Response = c.body(text, status, {
    "Content-Type": "application/json",
    "Content-Length": String(bytes),
    "X-Content-Type-Options": "nosniff",
  });
  // What the text says, only the caller knows.
  return response as JsonAnswer<T, S>;
}
