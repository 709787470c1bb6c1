/** What was translated before and is like a sentence: in the project, in its memory, and in what was imported there. */
import type { Content } from '../../bitext/content.ts'
import { encodeContent, ownCodeIds, renameCodes, renumberCodes } from '../../bitext/content.ts'
import type { RecordSegment } from '../../bitext/record.ts'
import { MuqabilError } from '../../errors.ts'
import { lessonOf } from '../../memory/lesson.ts'
import type { Beside } from '../../review/api.ts'
import { recordOf, type Draft } from '../drafts.ts'
import { openMatchFinder, type FoundMatch, type MatchFinder } from '../find-matches.ts'
import type { Project } from '../project.ts'
import { findAlike } from './find-alike.ts'

export interface Matches extends AsyncDisposable {
  /** The nearest first; each pair once. A memory that cannot be opened has none: what the project itself has is there. */
  of(drafts: readonly Draft[], segment: RecordSegment): Promise<Beside['matches']>
}

const MOST = 5

/** The memory is opened when it is first asked. */
export function openMatches(project: Project): Matches {
  let opening: Promise<MatchFinder | undefined> | undefined
  const open = (drafts: readonly Draft[]): Promise<MatchFinder | undefined> =>
    (opening ??= openMatchFinder(
      project,
      drafts.map((draft) => lessonOf(recordOf(draft))),
    ).catch(nothing))
  return {
    async of(drafts, segment) {
      const own = findAlike(drafts, segment)
      const finder = await open(drafts)
      const [others = []] = (await finder?.lookUpSegments([segment]).catch(nothing)) ?? []
      const all = [...own, ...others.map((match) => inSegment(match, segment))]
      const seen = new Set<string>()
      return all
        .toSorted((a, b) => b.similarity - a.similarity)
        .filter(({ source, target }) => {
          const pair = [source, target].map((side) => encodeContent(renumberCodes(side).content)).join('\n')
          return !seen.has(pair) && seen.add(pair)
        })
        .slice(0, MOST)
    },
    async [Symbol.asyncDispose]() {
      await (await opening)?.[Symbol.asyncDispose]()
    },
  }
}

/** A fault that a person can mend is told where the memory is used for more than help. */
function nothing(error: unknown): undefined {
  if (!(error instanceof MuqabilError)) throw error
  return undefined
}

/** Codes of a match are numbered from 1: under the ids that the segment has for its own. */
function inSegment(
  { source, target, similarity, provenance }: FoundMatch,
  segment: RecordSegment,
): Beside['matches'][number] {
  const names = ownCodeIds(renumberCodes(segment.source).ids)
  const own = (content: Content): Content => renameCodes(content, names)
  return { source: own(source), target: own(target), similarity, origin: provenance }
}
