/** The project's glossary at DeepL: made there once for its entries, and found by its name afterwards. */
import { ProviderFault } from '../../errors.ts'
import { sha256Hex } from '../../text/hash.ts'
import { faultOf } from '../faults.ts'
import { list, record } from '../http.ts'
import type { ProviderContext } from '../provider-context.ts'
import { entriesOf } from './glossary-entries.ts'
import { sourceLanguageOf } from './languages.ts'

export interface OwnGlossary {
  /** Of entries and languages: what answers depend on. 'none' once the service is known to have no such glossaries. */
  readonly version: string
  /**
   * Its id at the service, where it is made if it is not there; the same for all requests of a run.
   *
   * @param refused An id that it gave before, and that the service does not know any more: another build of the same key
   *   may have removed it as an old one. It is looked for anew.
   * @returns Undefined where the service has no glossaries for these languages.
   * @throws {ProviderFault} what the service says; `unavailable` while it is not ready yet.
   */
  idOf(signal: AbortSignal, refused?: string): Promise<string | undefined>
}

/** Asks the service's glossaries; `body` is sent as JSON. */
export type AskGlossaries = (
  path: string,
  signal: AbortSignal,
  how?: { readonly method?: 'DELETE'; readonly body?: string },
) => Promise<unknown>

/** Names of ours begin so; those of people stay untouched. */
const PREFIX = 'muqabil-'

/** Another build with the same key may still be using one that is younger. */
const OLD_MILLISECONDS = 24 * 60 * 60 * 1000

/** @returns Undefined without entries, and where the languages are not known. */
export function ownGlossary(
  { terms, languages, notice }: Pick<ProviderContext, 'terms' | 'languages' | 'notice'>,
  ask: AskGlossaries,
): OwnGlossary | undefined {
  const entries = entriesOf(terms?.() ?? [])
  if (entries === '' || languages === undefined) return undefined
  // A glossary is for a language, not for one of its regions.
  const pair = { source_lang: languageOf(languages.source), target_lang: languageOf(languages.target) }
  const hash = sha256Hex([pair.source_lang, pair.target_lang, entries].join('\n')).slice(0, 16)
  const name = `${PREFIX}${hash}`
  let found: Promise<string | undefined> | undefined
  let gone: string | undefined
  let isNone = false

  async function find(signal: AbortSignal): Promise<string | undefined> {
    const there = list(record(await ask('/v2/glossaries', signal)).glossaries)
    const same = there.find((each) => record(each).name === name)
    if (same !== undefined) return readyId(same)
    const pairs = list(record(await ask('/v2/glossary-language-pairs', signal)).supported_languages)
    if (!pairs.some((each) => isOf(pair, each))) {
      isNone = true
      notice?.(
        `deepl has no glossaries from ${pair.source_lang} into ${pair.target_lang}: the terms are only checked in its answers. With "projectGlossary": false it is not asked for one`,
      )
      return undefined
    }
    for (const each of there.filter((one) => isOf(pair, one) && isOldOfOurs(one))) await remove(each, signal)
    return readyId(
      await ask('/v2/glossaries', signal, {
        body: JSON.stringify({ name, ...pair, entries, entries_format: 'tsv' }),
      }),
    )
  }

  /** One that cannot be removed does no harm. */
  async function remove(glossary: unknown, signal: AbortSignal): Promise<void> {
    try {
      const id = encodeURIComponent(String(record(glossary).glossary_id))
      await ask(`/v2/glossaries/${id}`, signal, { method: 'DELETE' })
    } catch (error) {
      if (!(error instanceof ProviderFault)) throw error
    }
  }

  return {
    get version() {
      return isNone ? 'none' : hash
    },
    idOf(signal, refused) {
      if (refused !== undefined && refused !== gone) {
        gone = refused // once, however many requests it was refused to
        found = undefined
      }
      found ??= find(signal).catch((error: unknown) => {
        found = undefined
        throw error
      })
      return found
    },
  }
}

function languageOf(tag: string): string {
  return sourceLanguageOf(tag).toLowerCase()
}

function readyId(glossary: unknown): string {
  const { glossary_id: id, ready } = record(glossary)
  if (typeof id !== 'string') throw faultOf('garbled', 'no glossary in it')
  if (ready === false) throw faultOf('unavailable', 'the glossary is not ready yet', { billed: 'no' })
  return id
}

function isOf(pair: { readonly source_lang: string; readonly target_lang: string }, one: unknown): boolean {
  const { source_lang: source, target_lang: target } = record(one)
  return String(source).toLowerCase() === pair.source_lang && String(target).toLowerCase() === pair.target_lang
}

function isOldOfOurs(glossary: unknown): boolean {
  const { name, creation_time: made } = record(glossary)
  return String(name).startsWith(PREFIX) && Date.now() - Date.parse(String(made)) > OLD_MILLISECONDS
}
