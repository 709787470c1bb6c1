/** From segments to requests: the one way that both a plan and a build go, so that they agree to the character. */
import type { Content } from '../bitext/content.ts'
import type { Provider, RequestContext } from '../providers/provider.ts'
import { sizeOf } from './cost.ts'
import { formsOf, sizeOfTexts, type Form } from './forms.ts'
import type { Size } from './ledger.ts'
import { packBatches, type BatchLimits } from './pack-batches.ts'

/** Something to translate, codes numbered from 1; items with equal keys are the same. */
export interface Item {
  readonly key: string
  readonly source: Content
  /** Where it stands: requests of providers that heed context hold one passage's items. */
  readonly passage?: string
}

/** An item in the form it is sent in. */
export interface Task {
  readonly item: Item
  readonly form: Form
  readonly texts: readonly string[]
  readonly characters: number
  readonly bytes: number
  readonly codeUnits: number
  readonly elements: number
  readonly passage?: string
}

/** What stands round the items of a request; only asked for where the provider heeds it. */
export type ContextOf = (items: readonly Item[]) => RequestContext

/** Small requests and many in flight are as fast as large ones, and lose less when one fails. */
const BATCH_CHARACTERS = 5_000
const LEAST_BATCH_CHARACTERS = 1_000
export const CONCURRENCY = 10
export const TIMEOUT_SECONDS = 30

/** Equal items once, the first of each, in order. */
export function distinct(items: readonly Item[]): readonly Item[] {
  const seen = new Set<string>()
  return items.filter(({ key }) => !seen.has(key) && seen.add(key))
}

/** The item as it is first sent. */
export function taskOf(
  item: Item,
  provider: Provider,
  form = formsOf(item.source, provider.markup ?? 'placeholders')[0],
): Task | undefined {
  if (form === undefined) return undefined
  const texts = form.encode(item.source)
  const passage = provider.context ? item.passage : undefined
  return {
    item,
    form,
    texts,
    elements: texts.length,
    ...sizeOfTexts(texts),
    ...(passage === undefined ? {} : { passage }),
  }
}

/** Whether a request may hold it, alone. */
export function fits({ characters, bytes, codeUnits, elements }: Task, { limits }: Provider): boolean {
  return (
    characters <= limits.characters &&
    elements <= limits.elements &&
    bytes <= (limits.bytes ?? Infinity) &&
    codeUnits <= (limits.codeUnits ?? Infinity)
  )
}

/** The requests of a run, made one at a time. What fits into none is told to `tooLong`. */
export function* requestsOf(
  items: readonly Item[],
  provider: Provider,
  tooLong: (task: Task) => void,
): Generator<readonly Task[], void, undefined> {
  function* tasks(): Generator<Task> {
    for (const item of items) {
      const task = taskOf(item, provider)
      if (task !== undefined && fits(task, provider)) yield task
      else if (task !== undefined) tooLong(task)
    }
  }
  yield* packBatches(tasks(), batchLimits(provider, items))
}

/** As large as is wanted, and small enough for all workers to have one. */
function batchLimits(provider: Provider, items: readonly Item[]): BatchLimits {
  const { limits, batchCharacters, concurrency = CONCURRENCY } = provider
  const characters = Math.min(limits.characters, batchCharacters ?? wantedSize(items, concurrency))
  return { ...limits, characters }
}

function wantedSize(items: readonly Item[], concurrency: number): number {
  let total = 0
  for (const { source } of items) {
    for (const part of source) total += typeof part === 'string' ? part.length : 0
    if (total >= BATCH_CHARACTERS * concurrency) return BATCH_CHARACTERS
  }
  return Math.max(LEAST_BATCH_CHARACTERS, Math.min(BATCH_CHARACTERS, Math.ceil(total / concurrency)))
}

/** Of a request, as it is reserved, paced and billed. */
export function sizeOfRequest(tasks: readonly Task[], provider: Provider, context?: RequestContext): Size {
  const characters = tasks.reduce((sum, task) => sum + task.characters, 0)
  const texts = tasks.flatMap((task) => task.texts)
  return { characters, sizing: sizeOf({ texts, ...(context ? { context } : {}) }, provider) }
}

/** What a request takes of the quotas of a minute. */
export interface Share {
  readonly characters: number
  readonly requests: number
  readonly tokens: number
}

/** Characters as they are billed, where these are what is billed; tokens likewise. */
export function shareOf(tasks: readonly Task[], { characters, sizing }: Size, provider: Provider): Share {
  const unit = provider.price?.unit
  return {
    characters: unit === 'characters' ? sizing.sent : characters,
    requests: provider.textsAreRequests ? tasks.reduce((sum, { elements }) => sum + elements, 0) : 1,
    tokens: unit === 'tokens' ? sizing.sent + sizing.answered : 0,
  }
}
