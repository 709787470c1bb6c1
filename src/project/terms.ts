/** What `muqabil terms` does: finds what the glossary should have, with contexts and the translations so far. Writes nothing. */
import { plainText } from '../bitext/content.ts'
import { findCandidates, type Candidate } from '../glossary/find-candidates.ts'
import { openGlossary } from './glossary.ts'
import { openRun, tellRefused } from './open-run.ts'
import type { ProjectOptions } from './options.ts'
import { openProject } from './project.ts'

export interface TermsOptions extends ProjectOptions {
  /** How often a phrase must stand; names half as often. 3 unless told. */
  readonly least?: number
}

export interface TermCandidate extends Omit<Candidate, 'contexts'> {
  readonly contexts: readonly {
    readonly file: string
    readonly unit: string
    readonly segment: string
    readonly source: string
    readonly target?: string
  }[]
}

export interface Terms {
  /** The most frequent first; what the glossary has is left out. */
  readonly found: readonly TermCandidate[]
  /** Sources that cannot be read because of an error in them or their record; nothing was looked for in them. */
  readonly refused: number
}

const LEAST = 3

/** @throws {MuqabilError} for what stops the run. */
export async function terms(options: TermsOptions = {}): Promise<Terms> {
  const project = await openProject(options)
  const { findTerms } = openGlossary(project)
  const run = await openRun(project, { files: options.files })
  tellRefused(run, project.tell)
  const places = run.drafts.flatMap((draft) =>
    draft.units.flatMap((unit) =>
      unit.segments.map((segment) => ({
        file: draft.source.path,
        unit: unit.id,
        segment: segment.id,
        source: plainText(segment.source),
        ...(segment.target === undefined || segment.origin?.kind === 'pseudo'
          ? {}
          : { target: plainText(segment.target) }),
      })),
    ),
  )
  const isKnown = (text: string): boolean => findTerms(text).length > 0
  const found = findCandidates(places, { least: options.least ?? LEAST, isKnown }).map(
    ({ contexts, ...candidate }) => ({
      ...candidate,
      contexts: contexts.flatMap((place) => places[place] ?? []),
    }),
  )
  return { found, refused: run.refused.length }
}
