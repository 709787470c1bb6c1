/** What asking for what is missing would take: counted the way a build asks, and in its portions. */
import { hash } from 'node:crypto'
import { MuqabilError } from '../errors.ts'
import type { Lesson } from '../memory/lesson.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import { startEstimate, type Estimating } from '../translate/estimate.ts'
import { askingOf } from './ask-providers.ts'
import { budgetOf } from './budget.ts'
import { chooseProviders, waysToChoose, type ChosenProviders } from './choose-providers.ts'
import { contextOfQuestions } from './context.ts'
import type { Draft, FateOptions, Pending } from './drafts.ts'
import { findExamples } from './examples.ts'
import type { Counted } from './events.ts'
import type { Glossary } from './glossary.ts'
import { lessonsOfDrafts, needMemory, openMemory } from './open-memory.ts'
import { openQuestions } from './open-questions.ts'
import type { Project } from './project.ts'
import { recall } from './recall.ts'

export interface Counting extends AsyncDisposable {
  readonly fates: FateOptions
  /** Counts what the memory does not know of these documents, which would be asked for together. */
  readonly add: (drafts: readonly Draft[]) => Promise<void>
  readonly estimate: () => Counted
}

export interface CountOptions {
  readonly glossary: Pick<Glossary, 'findTerms' | 'sacred'>
  /** All records of the project: read when something is missing. */
  readonly lessons: () => readonly Lesson[]
  /** Whether a sentence is of no interest. */
  readonly isKnown?: (pending: Pending) => boolean
}

/**
 * Looks into a memory that is there; makes none, and needs none where nothing is missing.
 *
 * @throws {MuqabilError} for what the configuration says of providers; `add` for what keeps the memory from being read.
 */
export async function openCounting(
  project: Project,
  { glossary, lessons, isKnown = () => false }: CountOptions,
): Promise<Counting> {
  const { providers, assumed } = await providersToCount(project)
  const [provider] = providers
  const fates = { pseudoCounts: provider.pseudo === true }
  const { sourceLanguage, targetLanguage } = project.config
  const asking = { sourceLanguage, targetLanguage, ...askingOf(provider) }
  /** In a build the answers of one portion are known to the next. */
  const counted = new Set<string>()
  let open:
    | { readonly memory: RunMemory; readonly records: readonly Lesson[]; readonly counting: Estimating }
    | undefined

  async function begin(): Promise<NonNullable<typeof open>> {
    const records = lessons()
    const memory = await openMemory(project, records, 'look')
    const { budget: most, spentBefore } = await budgetOf(project, memory)
    const counting = startEstimate({ provider, budget: most, ...(spentBefore ? { before: spentBefore } : {}) })
    return { memory, records, counting }
  }

  return {
    fates,
    async add(drafts) {
      if (!needMemory(drafts)) return
      open ??= await begin()
      const { memory, records, counting } = open
      await memory.learn(lessonsOfDrafts(drafts))
      const missing = await recall(drafts, memory, {
        fates,
        asking: askingOf(provider),
        sacred: glossary.sacred,
      })
      const pending = missing.filter((each) => !isKnown(each) && !counted.has(shortKey(each)))
      const questions = await openQuestions(pending, providers, memory, asking)
      // Among them are pieces of long sentences.
      const items = questions.items.filter((each) => !counted.has(shortKey(each)))
      const examplesFor = await findExamples(project, records, items, providers)
      const first = (key: string): Pending | undefined => questions.first(key)
      counting.add(items, contextOfQuestions(first, glossary, examplesFor))
      for (const each of [...pending, ...items]) counted.add(shortKey(each))
    },
    estimate: () => ({
      ...(open?.counting ?? startEstimate({ provider, budget: {} })).estimate(),
      ...(assumed === undefined ? {} : { assumed }),
    }),
    async [Symbol.asyncDispose]() {
      await open?.memory[Symbol.asyncDispose]()
    },
  }
}

/** 72 bits: enough to tell a million sentences apart, and small. */
export function shortKey({ key }: Pick<Pending, 'key'>): string {
  return hash('sha256', key, 'base64url').slice(0, 12)
}

/** Without a provider the figures are those of Google's defaults: characters are the same for all that take HTML. */
async function providersToCount(project: Project): Promise<ChosenProviders & Pick<Counted, 'assumed'>> {
  const { config } = project
  const chosen = await chooseProviders(project)
  if (chosen !== undefined) return chosen
  const google = await chooseProviders({ ...project, config: { ...config, provider: 'google' } })
  if (google === undefined)
    throw new MuqabilError('no-provider', { segments: 0, characters: 0, ...waysToChoose(project) })
  return { ...google, assumed: 'google' }
}
