/** What a desk throws when it cannot be reached: the edit is kept and tried again. */

export class Unreachable extends Error {
  /** `door`: it is there, and lets this page in no longer. */
  readonly reason: 'connection' | 'door'

  constructor(reason: 'connection' | 'door') {
    super(
      reason === 'door'
        ? 'This page may no longer write; open the address again that muqabil review printed.'
        : 'No connection to muqabil review.',
    )
    this.reason = reason
  }
}
