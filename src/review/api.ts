/** What the review app and whatever keeps its rows say to each other: plain data, types alone. */
import type { Content } from '../bitext/content.ts'
import type { Severity } from '../bitext/finding.ts'
import type { Mark, Origin, UnitId } from '../bitext/record.ts'
import type { UnitKind } from '../bitext/source.ts'
import type { State } from '../bitext/states.ts'

/**
 * Where the app's rows come from and where its edits go: the server on this machine (`review`), or the page itself
 * (`formats: ["review"]`), which has no server. What one of them cannot do is absent, and the app does not offer it.
 */
export interface Desk {
  project(): Promise<ProjectView>
  /** @throws {Error} with a sentence for the reader, when there is no such document any more. */
  document(path: string): Promise<DocumentView>
  /** One edit at a time; resolves when it is kept (on disk, or in the browser's storage). */
  edit(edit: Edit): Promise<EditResult>
  /** Many at once, as for a replacement: one result each, in their order. */
  edits?(edits: readonly Edit[]): Promise<readonly EditResult[]>
  /**
   * Calls back when something was changed by somebody else: another window, a build, git; and when the connection is
   * lost or there again. @returns A function that ends it.
   */
  listen(onChange: (change: Change) => void, onConnection?: (isConnected: boolean) => void): () => void
  /** Kinds of edits that it cannot keep. */
  readonly refuses?: readonly Edit['kind'][]
  /** Why edits are kept in this window alone, in a sentence; absent when they are kept beyond it. */
  readonly volatile?: string
  /** What helps with one segment. */
  beside?(place: Place): Promise<Beside>
  /** What "translate again" would cost; nothing is sent. */
  estimate?(place: Place): Promise<Offer>
  /** Asks the provider. The answer is an offer to the editor, not yet in the record. */
  translateAgain?(place: Place): Promise<{ readonly target: Content; readonly origin: Origin }>
  /** Edits that the browser keeps of another version of the page, and that do not stand in this one. */
  earlier?(): readonly EarlierEdit[]
  /** As an edit of this page; of those alone that can be. */
  takeEarlier?(edit: EarlierEdit): EditResult
  /** For good. */
  dropEarlier?(edit: EarlierEdit): void
  /** All edits as a file to send back; its name ends in `.muqabil-edits.json`. */
  download?(): { readonly name: string; readonly text: string }
}

export interface ProjectView {
  readonly sourceLanguage: string
  readonly targetLanguage: string
  /** Direction of each side. */
  readonly sourceDirection: 'ltr' | 'rtl'
  readonly targetDirection: 'ltr' | 'rtl'
  readonly documents: readonly DocumentSummary[]
  /** Documents that cannot be shown, each with the sentence that says why. */
  readonly refused: readonly { readonly path: string; readonly message: string }[]
  /** Names of checks that can be waived. */
  readonly checks: readonly string[]
}

export interface DocumentSummary {
  /** 'input/qahwa.md'; the document's name everywhere in this interface. */
  readonly path: string
  /** Of its first heading, both sides, where there is one. */
  readonly title?: string
  readonly sourceTitle?: string
  readonly counts: Counts
}

/** Of segments. `missing` + `translated` + `reviewed` + `final` is `segments`. */
export interface Counts {
  readonly segments: number
  readonly missing: number
  /** Has a translation that nobody has approved. */
  readonly translated: number
  readonly reviewed: number
  readonly final: number
  /** Among the above. */
  readonly stale: number
  readonly needsWork: number
  /** With a finding of a check that is not waived. */
  readonly doubtful: number
}

export interface DocumentView {
  readonly summary: DocumentSummary
  /** In document order. */
  readonly rows: readonly RowView[]
}

export interface RowView {
  readonly unit: UnitId
  readonly kind: UnitKind
  /** 1–6, for headings. */
  readonly depth?: number
  /** Beside it in the edition: '12'. */
  readonly number: string
  /** 1-based, in the source. */
  readonly line?: number
  readonly segments: readonly SegmentView[]
  readonly codes: Readonly<Record<string, CodeView>>
  readonly notes: readonly string[]
}

export interface CodeView {
  readonly kind: 'pair' | 'standalone'
  /** For the chip: 'strong', 'a', 'code', 'img'. */
  readonly tagName: string
  /** What stands in its place, such as the text of inline code. */
  readonly shown?: string
  /** The markup as text, for a tooltip: '<a href="…">'. */
  readonly markup: string
}

export interface SegmentView {
  readonly id: string
  readonly source: Content
  /** White space between this sentence and the next one of its row. */
  readonly after?: string
  readonly target?: Content
  readonly state: State
  readonly mark?: Mark
  readonly origin?: Origin
  /** Its target is a person's: it is never overwritten. */
  readonly isPersons: boolean
  /** Nothing to translate in it: it stands on both sides. */
  readonly isCarried: boolean
  /** The source that the target translates, when stale. */
  readonly oldSource?: Content
  readonly reason?: string
  readonly findings: readonly FindingView[]
  readonly waived?: Readonly<Record<string, string>>
  /** 0 to 1. */
  readonly doubt: number
  /** Hash of all that an edit may change; sent back as `base`, so that nobody's newer work is overwritten. */
  readonly version: string
  /** `hashContent` of the source, and `baseOf`: for a file of edits. */
  readonly sourceHash: string
  readonly exported: string
}

export interface FindingView {
  readonly ruleId: string
  readonly severity: Severity
  readonly message: string
  /** What the check would put in place of the target. */
  readonly fix?: Content
}

export interface Place {
  readonly document: string
  readonly unit: UnitId
  readonly segment: string
}

/** A change of one segment (of a row's neighbours, for `cut`). `base` is the `version` that the editor saw. */
export type Edit =
  /** A person's words. A translation that is emptied is taken away; its state falls to `initial`. */
  | (Seen & { readonly kind: 'target'; readonly target: Content; readonly state?: State })
  | (Seen & { readonly kind: 'state'; readonly state: Exclude<State, 'initial'> })
  /** Absent note: the mark is taken off. */
  | (Seen & { readonly kind: 'needs-work'; readonly note?: string })
  /** Absent reason: the waiver is taken back. */
  | (Seen & { readonly kind: 'waive'; readonly check: string; readonly reason?: string })
  /** For the next person, on the row. */
  | (Seen & { readonly kind: 'note'; readonly text: string })
  /**
   * Splits, joins, or moves a boundary on either side: these neighbours become these pieces. Their sources, joined with
   * the space between, must be the neighbours' own; so must the codes of the targets.
   */
  | {
      readonly kind: 'cut'
      readonly document: string
      readonly unit: UnitId
      readonly segments: readonly { readonly id: string; readonly base: string }[]
      readonly pieces: readonly { readonly source: Content; readonly target?: Content }[]
    }
  /** Undoes or does again: `token` came with the edit. */
  | { readonly kind: 'restore'; readonly document: string; readonly unit: UnitId; readonly token: string }

interface Seen extends Place {
  readonly base: string
}

export interface EarlierEdit {
  readonly unit: UnitId
  readonly segment: string
  /** Where the browser keeps it. */
  readonly keptAs: string
  readonly target?: Content
  /** What else it says, in words. */
  readonly remarks: readonly string[]
  /** The sentence and its translation are what they were when it was made. */
  readonly canBeTaken: boolean
}

export type EditResult =
  /** On disk. `undo` makes it undone; what that gives back as `undo` does it again. */
  | { readonly kind: 'saved'; readonly row: RowView; readonly summary: DocumentSummary; readonly undo: Edit }
  /** Somebody was faster: nothing was written. `row` is how it stands now. */
  | { readonly kind: 'conflict'; readonly row: RowView | undefined; readonly message: string }
  /** Such as codes that do not match. */
  | { readonly kind: 'refused'; readonly message: string }

/** Made by somebody else; `rows` are those that differ now. Many at once, or rows that came or went: `reload`. */
export type Change =
  | {
      readonly kind: 'rows'
      readonly document: string
      readonly rows: readonly RowView[]
      readonly summary: DocumentSummary
    }
  | { readonly kind: 'reload'; readonly document?: string }

export interface Beside {
  /** The nearest first; an exact match has similarity 1. */
  readonly matches: readonly {
    readonly source: Content
    readonly target: Content
    /** 0 to 1. */
    readonly similarity: number
    readonly origin?: Origin
    /** Where it stands, if in this project. */
    readonly document?: string
  }[]
  readonly terms: readonly {
    readonly source: string
    readonly target: string
    readonly note?: string
    readonly isForbidden: boolean
    /** UTF-16 offsets in the plain text of each side. */
    readonly inSource: readonly { readonly start: number; readonly end: number }[]
    readonly inTarget: readonly { readonly start: number; readonly end: number }[]
  }[]
  /** Of the record in git and now, the newest first. `by` and `when` are git's own. */
  readonly history: readonly {
    readonly target?: Content
    readonly state: State
    readonly origin?: Origin
    readonly by?: string
    readonly when?: string
    readonly commit?: string
  }[]
}

export interface Offer {
  readonly provider: string
  readonly characters: number
  readonly cost: number
  readonly currency: string
}
