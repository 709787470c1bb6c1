/** What was translated before and is like a sentence: for people who translate or review, and for programs. */
import { encodeContent, renumberCodes, type Content } from '../bitext/content.ts'
import type { DocumentRecord, RecordSegment } from '../bitext/record.ts'
import type { SimilarPair } from '../memory/fuzzy/open-similar.ts'
import type { Project } from './project.ts'
import { lessonOf, type Lesson } from '../memory/lesson.ts'
import { openRecordsSimilar } from './similar.ts'

/** A pair with codes numbered from 1, how like its source is (0.7 to 1), and whose words it is. */
export type FoundMatch = SimilarPair

export interface MatchFinder extends AsyncDisposable {
  /** For each sentence what is most like it, the most similar first. */
  readonly lookUp: (sources: readonly Content[]) => Promise<readonly (readonly FoundMatch[])[]>
  /** The same for segments of a record, their own pair left out. */
  readonly lookUpSegments: (segments: readonly RecordSegment[]) => Promise<readonly (readonly FoundMatch[])[]>
  /** Takes up what records say now, such as a correction that was just saved. */
  readonly learn: (records: readonly DocumentRecord[]) => Promise<void>
}

const MOST_MATCHES = 5
const LEAST_SIMILARITY = 0.7

/**
 * Looks in the memory, in what was imported into it, and in the records as they are given; in a thread of its own, so
 * that nobody waits. One serves all callers; it is to be disposed of.
 *
 * @throws {MuqabilError} `memory-locked`, `memory-unusable`; a look-up too.
 */
export async function openMatchFinder(project: Project, lessons: readonly Lesson[]): Promise<MatchFinder> {
  const opened = await openRecordsSimilar(project, lessons)
  const find = (sources: readonly Content[], limit: number): Promise<readonly (readonly FoundMatch[])[]> =>
    opened.similar.find(sources, { limit, atLeast: LEAST_SIMILARITY })
  return {
    learn: (now) => opened.learn(now.map(lessonOf)),
    lookUp: (sources) => find(sources, MOST_MATCHES),
    async lookUpSegments(segments) {
      const found = await find(
        segments.map(({ source }) => source),
        MOST_MATCHES + 1,
      )
      return segments.map((segment, index) =>
        (found[index] ?? []).filter((match) => !isOwn(match, segment)).slice(0, MOST_MATCHES),
      )
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}

function isOwn({ source, target }: FoundMatch, segment: RecordSegment): boolean {
  return (
    segment.target !== undefined &&
    wordsOf(source) === wordsOf(segment.source) &&
    wordsOf(target) === wordsOf(segment.target)
  )
}

/** Text and codes, the codes' numbers aside. */
function wordsOf(content: Content): string {
  return encodeContent(renumberCodes(content).content)
}
