/** A source as the readers are given it: its bytes, and its text if a reader asks for that. */

export interface SourceText {
  readonly text: string
  /** A name of the Encoding Standard, lower case. */
  readonly encoding: string
}

export interface SourceFile {
  /** Relative to the project: 'input/qahwa.md'. */
  readonly path: string
  readonly bytes: Uint8Array
  /**
   * Decodes the file's bytes, or those of a part of it.
   *
   * @param declared The encoding that the bytes themselves name; believed where they are not UTF-8.
   * @throws {MuqabilError} `not-utf8`, `not-utf16`, `encoding-mismatch`, `not-text`.
   */
  readonly decode: (bytes: Uint8Array, declared?: string) => SourceText
}
