/** Sentences like those that are asked for, with their translations: what a language model is shown of earlier work. */
import { countCodePoints, plainText } from '../bitext/content.ts'
import { MuqabilError } from '../errors.ts'
import type { SimilarPair } from '../memory/fuzzy/open-similar.ts'
import type { Example, Provider } from '../providers/provider.ts'
import type { Lesson } from '../memory/lesson.ts'
import type { Item } from '../translate/work.ts'
import type { Project } from './project.ts'
import { openRecordsSimilar } from './similar.ts'

/** For a sentence. */
const MOST_EXAMPLES = 3
const LEAST_SIMILARITY = 0.7
/** Code points of a request's examples together, both sides: less than what it asks for. */
const MOST_CHARACTERS = 2_000
/** Sentences that are looked for together. */
const BATCH = 200

type ExamplesFor = (keys: readonly string[]) => readonly Example[]

const NONE: ExamplesFor = () => []

/**
 * Found for all sentences before the first is asked for, so that a plan and a build see the same.
 *
 * @param lessons All of the project's records, as they are before anything is asked.
 */
export async function findExamples(
  project: Project,
  lessons: readonly Lesson[],
  items: readonly Item[],
  providers: readonly Provider[],
): Promise<ExamplesFor> {
  if (!project.config.fuzzyMatches || items.length === 0 || !providers.some(({ examples }) => examples)) return NONE
  const found = new Map<string, readonly SimilarPair[]>()
  try {
    await using records = await openRecordsSimilar(project, lessons)
    for (let from = 0; from < items.length; from += BATCH) {
      const batch = items.slice(from, from + BATCH)
      const options = { limit: MOST_EXAMPLES, atLeast: LEAST_SIMILARITY }
      const pairs = await records.similar.find(
        batch.map(({ source }) => source),
        options,
      )
      for (const [index, { key }] of batch.entries()) found.set(key, pairs[index] ?? [])
    }
  } catch (error) {
    if (!(error instanceof MuqabilError)) throw error
    project.tell({ event: 'notice', message: `Nothing is shown of similar sentences: ${error.message}` })
    return NONE
  }
  return (keys) => within(keys.flatMap((key) => found.get(key) ?? []))
}

/** The most similar first, each once, as many as leave room for the texts themselves. */
function within(pairs: readonly SimilarPair[]): readonly Example[] {
  const examples = new Map<string, Example>()
  let characters = 0
  for (const { source, target } of pairs.toSorted((a, b) => b.similarity - a.similarity)) {
    const example = { source: plainText(source), target: plainText(target) }
    const key = JSON.stringify(example)
    if (examples.has(key)) continue
    characters += countCodePoints(example.source) + countCodePoints(example.target)
    if (characters > MOST_CHARACTERS) break
    examples.set(key, example)
  }
  return [...examples.values()]
}
