/** @jsxImportSource hono/jsx */
import type { Context } from "hono";
import type { AppEnv } from "../app_env.ts";
import { itemPath } from "../_item_path.ts";
import type { Problem } from "../_problem.ts";
import { Layout } from "./_layout.tsx";

/** What to tell a person, by status. */
const ADVICE: Record<Problem["status"], string> = {
  400: "Something in the address is not as it should be.",
  404:
    "There is nothing here under that name. It may have been mistyped, or belong to another catalogue.",
  405: "This page can only be read.",
  500:
    "That is our fault, not yours. Please try again; if it stays, tell whoever runs this site.",
  503: "The model is being changed. Please try again in a moment.",
};

/** Answers with a page that says what is wrong and where to go on. */
export function errorPage(
  c: Context<AppEnv>,
  { title, problem }: { title: string; problem: Problem },
): Response | Promise<Response> {
  const nearest = problem.nearest_ids as readonly string[] | undefined ?? [];
  return c.html(
    <Layout site={title} heading={problem.title}>
      <section class="notice error">
        <p class="status">{problem.status}</p>
        <h1>{problem.title}</h1>
        <p>{ADVICE[problem.status]}</p>
        {nearest.length === 0 ? null : (
          <p>
            Did you mean {nearest.map((id, i) => (
              <>
                {i === 0 ? "" : ", "}
                <a class="id" href={itemPath(id)}>{id}</a>
              </>
            ))}?
          </p>
        )}
        <p class="detail">{problem.detail}</p>
        <p>
          <a href="/">Back to the first page</a>
        </p>
      </section>
    </Layout>,
    problem.status,
  );
}
