/** What the reading of a glossary needs besides its text. */

export interface GlossaryOptions {
  /** Shown in messages; its ending tells the format. */
  readonly file: string
  readonly sourceLanguage: string
  readonly targetLanguage: string
}
