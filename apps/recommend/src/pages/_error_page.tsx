/** @jsxImportSource hono/jsx */
import type { Context } from "hono";
import type { AppEnv } from "../app_env.ts";
import { itemPath } from "../_item_path.ts";
import type { Problem } from "../_problem.ts";
import { Layout } from "./_layout.tsx";
import { addressOf, readVisit } from "./_visit.ts";

/** What to tell a person, by status. */
const ADVICE: Readonly<Record<number, string>> = {
  400: "Something in the address is not as it should be.",
  404:
    "There is nothing here under that name. It may have been mistyped, or belong to another catalogue.",
  405: "This page can only be read.",
  429: "That was a lot at once. Please wait a moment before you go on.",
  500:
    "That is our fault, not yours. Please try again; if it stays, tell whoever runs this site.",
  501:
    "There are too many items here to look through their words. An item is found by its whole id.",
  503: "There is too much to do just now. Please try again in a moment.",
};

/** What to tell a person of any other status. */
const NO_ADVICE = "This could not be answered.";

/** Answers with a page that says what is wrong and where to go on. */
export function errorPage(
  c: Context<AppEnv>,
  { title, problem }: { title: string; problem: Problem },
): Response | Promise<Response> {
  const nearest = problem.nearest_ids as readonly string[] | undefined ?? [];
  const visit = readVisit(c.req.url);
  return c.html(
    <Layout site={title} visit={visit} heading={problem.title}>
      <section class="notice error">
        <p class="status">{problem.status}</p>
        <h1>{problem.title}</h1>
        <p>{ADVICE[problem.status] ?? NO_ADVICE}</p>
        {nearest.length === 0 ? null : (
          <p>
            Did you mean {nearest.map((id, i) => (
              <>
                {i === 0 ? "" : ", "}
                <a class="id" href={addressOf(itemPath(id), visit)}>{id}</a>
              </>
            ))}?
          </p>
        )}
        <p class="detail">{problem.detail}</p>
        <p>
          <a href={addressOf("/", visit)}>Back to the first page</a>
        </p>
      </section>
    </Layout>,
    problem.status,
  );
}
