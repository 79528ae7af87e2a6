import { KindredError } from "@kindred/core";
import {
  type Bucket,
  bucketSource,
  fetchSource,
  keepSmallFiles,
  type ModelSource,
} from "@kindred/recommender";
import type { Fetcher, ModelPlace } from "./edge_options.ts";

/** The longest file that is held whole where a server gives no ranges, in bytes. */
const MOST_WHOLE_BYTES = 2 ** 25;

/** Stands for the host of a binding, which has none. */
const BINDING_URL = "https://model.invalid/";

/**
 * Returns the files of a model, wherever they are. Short ones are read whole, others in
 * parts.
 *
 * @param place Where.
 * @param prefix What comes before the files' names in a bucket or a binding.
 * @throws {KindredError} If that is no place.
 */
export function openPlace(
  place: ModelPlace | undefined,
  prefix: string,
): ModelSource {
  return keepSmallFiles(sourceOf(place, prefix));
}

function sourceOf(place: ModelPlace | undefined, prefix: string): ModelSource {
  const mostWholeBytes = MOST_WHOLE_BYTES;
  if (typeof place === "string" || place instanceof URL) {
    if (!URL.canParse(`${place}`)) throw noPlace(JSON.stringify(place));
    return fetchSource(place, { mostWholeBytes });
  }
  if (place === undefined) throw noPlace("neither");
  // A binding that fetches may answer to any name, so that this is asked first.
  return isFetcher(place)
    ? fetchSource(new URL(prefix, BINDING_URL), {
      mostWholeBytes,
      fetch: (url, init) => place.fetch(new Request(url, init)),
    })
    : bucketSource(place, { prefix });
}

function isFetcher(place: Bucket | Fetcher): place is Fetcher {
  return "fetch" in place && typeof place.fetch === "function";
}

function noPlace(found: string): KindredError {
  return new KindredError(
    `Cannot load the model: MODEL_URL must be the address of its folder, or MODEL a binding to it, got ${found}`,
  );
}
