/** How far a translation is. */

export const STATES = ['initial', 'translated', 'reviewed', 'final'] as const

/** XLIFF 2's states of a segment. */
export type State = (typeof STATES)[number]
