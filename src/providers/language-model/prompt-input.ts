/** What every version of the prompt is made from. */

export interface PromptInput {
  /** Names of the languages. */
  readonly source: string
  readonly target: string
  /** The tag of the target, where it says more than the name: 'en-GB'. */
  readonly variety?: string
  /** What the editor wants every translator to know. */
  readonly brief?: string
}
