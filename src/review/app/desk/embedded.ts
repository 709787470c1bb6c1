/** What stands in a page of `formats: ["review"]`, and what comes back from it. */
import type { Content } from '../../../bitext/content.ts'
import type { State } from '../../../bitext/states.ts'
import type { DocumentView, ProjectView } from '../../api.ts'

export interface Embedded {
  readonly project: ProjectView
  readonly document: DocumentView
  /** Of all that is shown: edits of another version of the page are not mixed with these. */
  readonly hash: string
}

/** `<document>.muqabil-edits.json`. */
export interface FileOfEdits {
  readonly muqabil: 'edits'
  readonly version: 1
  /** Path of the source in the project. */
  readonly document: string
  readonly edits: readonly FileEdit[]
}

export interface FileEdit {
  /** 'unit/segment'. */
  readonly id: string
  readonly sourceHash: string
  /** `exported` of the segment as it stood in the page. */
  readonly base: string
  /** Empty: the translation is taken away. */
  readonly target?: Content
  readonly state?: State
  /** With its note; `null` takes the mark off. */
  readonly needsWork?: string | null
  readonly note?: string
  readonly waived?: Readonly<Record<string, string>>
}
