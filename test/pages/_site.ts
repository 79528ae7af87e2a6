import { createApp } from "@kindred/recommend";
import {
  type RunningServer,
  serve,
  type WatchedModel,
  watchModelFolder,
} from "@kindred/recommend/serve";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  Browser,
  BrowserContextOptions,
  ConsoleMessage,
  Page,
} from "playwright-core";
import { launchBrowser } from "../_browser.ts";
import { kindredJson, SAMPLE } from "../_kindred.ts";

/** A served model of the sample, and a browser. */
export interface Site {
  /** Where it is served. */
  url: string;
  /** The folder of the pipeline's stages. */
  folder: string;
  /**
   * Opens a page for as long as it is used, and fails if the page did: if its script
   * threw, a request failed or went elsewhere, or its policy refused something.
   */
  visit(
    options: BrowserContextOptions,
    use: (page: Page) => Promise<void>,
  ): Promise<void>;
}

/** A site that is to be closed. */
export interface OpenSite extends Site {
  close(): Promise<void>;
}

/** Makes a small model of the sample, with metrics and precisions, and serves it. */
export async function openSite(): Promise<OpenSite> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-pages-"));
  await makeModel(folder);
  const model = await watchModelFolder(join(folder, "model"), { seconds: 0 });
  const server = await serve(createApp(model), { port: 0 });
  const browser = await launchBrowser();
  return {
    url: server.url,
    folder,
    visit: (options, use) => visit(browser, server.url, options, use),
    close: () => close(folder, model, server, browser),
  };
}

async function makeModel(folder: string): Promise<void> {
  const at = (name: string): string => join(folder, name);
  await kindredJson("ingest", SAMPLE, "--out", at("catalogue"));
  await kindredJson("split", at("catalogue"), "--out", at("split"));
  const size = ["--dimensions", "32", "--epochs", "5"];
  await kindredJson("train", at("split"), "--out", at("run"), ...size);
  await kindredJson("evaluate", at("run"), "--out", at("report"));
  const report = ["--report", at("report")];
  await kindredJson("export", at("run"), ...report, "--out", at("model"));
}

async function close(
  folder: string,
  model: WatchedModel,
  server: RunningServer,
  browser: Browser,
): Promise<void> {
  await browser.close();
  await server.close();
  await model.close();
  await rm(folder, { recursive: true, force: true });
}

async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ baseURL: url, ...options });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const failures = watch(page, url);
    await use(page);
    const wrong = failures();
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
  } finally {
    await context.close();
  }
}

/** Collects what goes wrong on a page; returns what tells it at the end. */
function watch(page: Page, url: string): () => string[] {
  const failures: string[] = [];
  const said: ConsoleMessage[] = [];
  /** Addresses of pages that say that something is not known. */
  const unknown = new Set<string>();
  page.on("pageerror", ({ message }) => failures.push(`threw ${message}`));
  // What the Content-Security-Policy refuses is said here.
  page.on("console", (message) => said.push(message));
  page.on("response", (response) => {
    const isPage = response.request().isNavigationRequest();
    if (isPage && response.status() === 404) unknown.add(response.url());
  });
  page.on("requestfailed", (request) => {
    // What is asked again before it is answered is not waited for.
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    failures.push(`failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    const address = request.url();
    const isOurs = address.startsWith(url) || address.startsWith("data:");
    if (!isOurs) failures.push(`asked ${address}`);
  });
  return () => [
    ...failures,
    // The browser says of such a page that it failed to load.
    ...said.filter((message) => !unknown.has(message.location().url))
      .map((message) => `${message.location().url} says ${message.text()}`),
  ];
}
