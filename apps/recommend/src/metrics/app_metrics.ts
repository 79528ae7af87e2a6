import type { AnswerCache } from "../answers/answer_cache.ts";
import type { BodyReader } from "../limits/read_body.ts";
import type { Gate } from "../limits/gate.ts";
import type { ModelHandle } from "../model/model_handle.ts";
import { DurationHistogram, metricText } from "./exposition.ts";

/** What is measured. */
export interface AppMetricsParts {
  cache: AnswerCache;
  gate: Gate;
  bodies: BodyReader;
  handle: ModelHandle;
}

/** Methods that are told apart: anybody can invent more. */
const METHODS = new Set(["GET", "HEAD", "POST", "OPTIONS"]);

/** What an app counts and measures. */
export class AppMetrics {
  readonly #parts: AppMetricsParts;
  readonly #durations = new DurationHistogram({
    name: "kindred_http_request_duration_seconds",
    help: "Time to answer a request, by route",
  });
  #underWay = 0;

  constructor(parts: AppMetricsParts) {
    this.#parts = parts;
  }

  /** Counts a request that begins. */
  begin(): void {
    this.#underWay++;
  }

  /**
   * Counts a request that has ended.
   *
   * @param method Its method.
   * @param route The pattern of its path, of which there are few.
   * @param status The status of its answer.
   * @param seconds How long it took.
   */
  end(method: string, route: string, status: number, seconds: number): void {
    this.#underWay--;
    const known = METHODS.has(method) ? method : "other";
    this.#durations.observe(
      `${known} ${route} ${status}`,
      () => ({ method: known, route, status }),
      seconds,
    );
  }

  /** Returns all of it in the text format of Prometheus. */
  text(): string {
    const { cache, gate, bodies, handle } = this.#parts;
    const { model, loads, failures } = handle.status;
    const info = model?.recommender.info;
    const memory = residentBytes();
    return [
      this.#durations.text(),
      one(
        "gauge",
        "http_requests_running",
        "Requests under way",
        this.#underWay,
      ),
      one("counter", "cache_hits_total", "Answers that were kept", cache.hits),
      one(
        "counter",
        "cache_misses_total",
        "Answers that were not",
        cache.misses,
      ),
      one("gauge", "cache_entries", "Answers that are kept", cache.size),
      one("gauge", "cache_bytes", "Bytes of them", cache.bytes),
      one("gauge", "engine_running", "Questions to the model", gate.running),
      one("gauge", "engine_waiting", "Questions that wait", gate.waiting),
      one("counter", "engine_refused_total", "Questions refused", gate.refused),
      one("gauge", "body_bytes", "Bytes of bodies in memory", bodies.held),
      one("counter", "model_loads_total", "Models that began to answer", loads),
      one("counter", "model_failures_total", "Models not loaded", failures),
      metricText({
        name: "kindred_model_info",
        help: "The model that answers",
        type: "gauge",
        samples: info === undefined ? [] : [{
          labels: {
            sha256: info.sha256 ?? "",
            software: info.software,
            items: info.itemCount,
          },
          value: 1,
        }],
      }),
      memory === null ? "" : metricText({
        name: "process_resident_memory_bytes",
        help: "Memory of the process",
        type: "gauge",
        samples: [{ value: memory }],
      }),
    ].join("");
  }
}

function one(
  type: "counter" | "gauge",
  name: string,
  help: string,
  value: number,
): string {
  return metricText({
    name: `kindred_${name}`,
    help,
    type,
    samples: [{ value }],
  });
}

/** Memory of the process where the platform tells, in bytes. */
function residentBytes(): number | null {
  const { process } = globalThis as {
    process?: { memoryUsage?: { rss?: () => number } };
  };
  return process?.memoryUsage?.rss?.() ?? null;
}
