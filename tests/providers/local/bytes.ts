/** Little-endian numbers, one after the other. */

export class Bytes {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  length = 0

  constructor(most: number) {
    this.#bytes = new Uint8Array(most)
    this.#view = new DataView(this.#bytes.buffer)
  }

  u64(value: number | bigint): void {
    this.#view.setBigUint64(this.length, BigInt(value), true)
    this.length += 8
  }

  u32(value: number): void {
    this.#view.setUint32(this.length, value, true)
    this.length += 4
  }

  raw(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** Zeros. */
  skip(count: number): void {
    this.length += count
  }

  taken(): Uint8Array {
    return this.#bytes.slice(0, this.length)
  }
}

/** The next multiple of `step`. */
export function align(value: number, step: number): number {
  return Math.ceil(value / step) * step
}
