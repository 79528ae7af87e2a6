import type { ProgressEvent } from "@kindred/core";
import { formatAmount, formatDuration } from "./format.ts";

/** Where progress is shown. */
export interface ProgressTarget {
  /** Writes text as it is. */
  write(text: string): void;
  /** Whether a line can be written over. */
  isTerminal: boolean;
}

/** Milliseconds between two updates of the line on a terminal. */
const TERMINAL_INTERVAL = 100;

/** Milliseconds between two lines where lines stay, as in a log. */
const LOG_INTERVAL = 5000;

/** Characters of the bar. */
const BAR_WIDTH = 24;

/**
 * Shows how far a task is: one line written over and over on a terminal, a
 * plain line every few seconds elsewhere.
 */
export class ProgressLine {
  readonly #target: ProgressTarget;
  #task = "";
  #start = 0;
  #lastShown = 0;
  #open = false;

  /** @param target Where to show it. */
  constructor(target: ProgressTarget) {
    this.#target = target;
  }

  /** Shows an event, unless the last one was shown just now. */
  show(event: ProgressEvent): void {
    const now = performance.now();
    if (event.task !== this.#task) {
      this.clear();
      this.#task = event.task;
      this.#start = now;
      this.#lastShown = now;
      return;
    }
    const interval = this.#target.isTerminal ? TERMINAL_INTERVAL : LOG_INTERVAL;
    if (now - this.#lastShown < interval) return;
    this.#lastShown = now;
    const line = progressText(event, (now - this.#start) / 1000);
    if (this.#target.isTerminal) {
      this.#target.write(`\r\x1b[2K${line}`);
      this.#open = true;
    } else {
      this.#target.write(line + "\n");
    }
  }

  /** Takes the line away, before something else is written. */
  clear(): void {
    if (this.#open) this.#target.write("\r\x1b[2K");
    this.#open = false;
  }
}

/**
 * Returns an event in words: bar, share, rate and time left where the total is
 * known, count and rate where it is not.
 *
 * @param event What to show.
 * @param seconds Time since the task began.
 */
export function progressText(event: ProgressEvent, seconds: number): string {
  const { task, done, total, unit, note } = event;
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [`${formatAmount(rate, unit)}/s`];
  if (note !== undefined) parts.unshift(note);
  if (total === null || total === 0) {
    return `  ${task}: ${formatAmount(done, unit)}, ${parts.join(", ")}`;
  }
  const share = Math.min(1, done / total);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  if (rate > 0 && done < total) {
    parts.push(`${formatDuration((total - done) / rate)} left`);
  }
  return `  ${task} ${bar} ${Math.floor(share * 100)} %, ${parts.join(", ")}`;
}
