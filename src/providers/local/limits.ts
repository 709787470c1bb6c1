/** What the engine is sent, and what it takes. */
import type { Limits } from '../provider.ts'

/** Each text is translated by itself, so these are bounds of ours for what is lost when a worker ends. */
export const LIMITS: Limits = { characters: 20_000, elements: 200 }
/** Some seconds of work, so that progress is seen and little is done twice. */
export const BATCH_CHARACTERS = 1_500
/** A slow machine takes its time over a long text. */
export const TIMEOUT_SECONDS = 300

/** The engine's own address space. */
export const MOST_MEGABYTES = 2048

/** A worker without its model, and how often a model's bytes are in it: packed, laid out, as words and as numbers. Measured. */
const [BASE_MEGABYTES, COPIES] = [270, 7.5]

/** What a worker takes at most, in mebibytes, before a long text asks for more. */
export function neededMegabytes(modelBytes: number): number {
  return BASE_MEGABYTES + (COPIES * modelBytes) / (1024 * 1024)
}

export interface Machine {
  readonly cores: number
  /** In mebibytes, as the others are. */
  readonly free: number
  /** What one worker needs. */
  readonly needed: number
}

/** How many workers: as many as there are cores and room for, one at least. How many they are changes no translation. */
export function fitWorkers({ cores, free, needed }: Machine): number {
  return Math.max(1, Math.min(cores, Math.floor(free / needed)))
}
