/** What the review server takes from a browser before it stops listening. */

export interface ServeLimits {
  /** Of one edit, and of many at once, in bytes. */
  readonly editBytes: number
  readonly editsBytes: number
  readonly headerBytes: number
  /** Until all headers are there, and until the whole request is. */
  readonly headersMilliseconds: number
  readonly requestMilliseconds: number
  /** How often late ones are looked for. */
  readonly lookMilliseconds: number
  /** Open connections; one more is closed at once. A window takes two, and up to six while it loads. */
  readonly connections: number
}

export const LIMITS: ServeLimits = {
  editBytes: 1_000_000,
  editsBytes: 16_000_000,
  headerBytes: 16_384,
  headersMilliseconds: 10_000,
  requestMilliseconds: 30_000,
  lookMilliseconds: 1_000,
  connections: 100,
}

/** A browser that takes nothing any more is told to read all anew, once it does. */
export const MOST_WAITING_CHANGES = 100
/** Often enough that nothing between takes a silent connection for a dead one. */
export const HEARTBEAT_MILLISECONDS = 20_000
/** Of a token that a person chooses. */
export const LEAST_TOKEN = 16
