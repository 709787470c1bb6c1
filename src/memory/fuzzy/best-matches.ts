/** The most similar texts that were met so far, and how far apart another one may be to come among them. */

export interface Match {
  /** What the owner of the index knows the text by. */
  readonly key: number
  /** 1 less the distance over the longer length: 1 the same. */
  readonly similarity: number
}

/** Against the last digit of a division. */
const TINY = 1e-9

export class BestMatches {
  readonly #length: number
  readonly #limit: number
  readonly #atLeast: number
  readonly #matches: Match[] = []

  /** @param length Of the text that is looked for, in code units. */
  constructor(length: number, { limit, atLeast }: { readonly limit: number; readonly atLeast: number }) {
    this.#length = length
    this.#limit = limit
    this.#atLeast = atLeast
  }

  /** The most similar first; of equals the one with the lower key. */
  get matches(): readonly Match[] {
    return this.#matches
  }

  /** Lengths outside of these are too far off. */
  get lengths(): { readonly shortest: number; readonly longest: number } {
    const least = this.#least
    return { shortest: Math.ceil(this.#length * least - TINY), longest: Math.floor(this.#length / least + TINY) }
  }

  /** The largest distance with which a text of this length would come among them. */
  mostDistance(length: number): number {
    return Math.floor((1 - this.#least) * Math.max(length, this.#length) + TINY)
  }

  add(key: number, length: number, distance: number): void {
    const similarity = 1 - distance / Math.max(length, this.#length, 1)
    const place = this.#matches.findIndex(
      (match) => match.similarity < similarity || (match.similarity === similarity && match.key > key),
    )
    this.#matches.splice(place === -1 ? this.#matches.length : place, 0, { key, similarity })
    if (this.#matches.length > this.#limit) this.#matches.pop()
  }

  get #least(): number {
    const last = this.#matches.length < this.#limit ? undefined : this.#matches.at(-1)
    return Math.max(this.#atLeast, last?.similarity ?? 0)
  }
}
