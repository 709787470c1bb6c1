/** The body of a request to DeepL. */
import type { TranslateRequest } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { sourceLanguageOf, targetLanguageOf } from './languages.ts'
import { MOST_BODY_BYTES } from './limits.ts'

/**
 * Texts as XML, version 2 of the service's handling of tags: all tags stand inside a sentence, and
 * a text is one sentence unless it is known to be a paragraph. What stands round the texts goes
 * with them unbilled, as long as there is room for it.
 */
export function bodyOf(
  { texts, sourceLanguage, targetLanguage, context }: TranslateRequest,
  { settings: { glossary, model }, segmentation }: Pick<ProviderContext, 'settings' | 'segmentation'>,
  formality: string | undefined,
): string {
  const body = {
    text: texts,
    source_lang: sourceLanguageOf(sourceLanguage),
    target_lang: targetLanguageOf(targetLanguage),
    tag_handling: 'xml',
    tag_handling_version: 'v2',
    outline_detection: false,
    split_sentences: segmentation === 'paragraph' ? 'nonewlines' : '0',
    preserve_formatting: true,
    show_billed_characters: true,
    ...(model === undefined ? {} : { model_type: model }),
    ...(formality === undefined ? {} : { formality }),
    ...(glossary === undefined ? {} : { glossary_id: glossary }),
  }
  const round = context === undefined ? '' : roundOf(texts, context)
  const whole = JSON.stringify({ ...body, ...(round === '' ? {} : { context: round }) })
  return Buffer.byteLength(whole) > MOST_BODY_BYTES ? JSON.stringify(body) : whole
}

/** Title, the sentences before, the texts themselves, the sentences after: the service translates each text without a look at its neighbours. */
function roundOf(texts: readonly string[], { title, before, after }: NonNullable<TranslateRequest['context']>): string {
  const lines = [
    title ?? '',
    ...before.map(({ source }) => source),
    ...texts.map(plain),
    ...after.map(({ source }) => source),
  ]
  const some = lines.filter((line) => line !== '')
  // A text alone would only be said twice.
  return some.length === 1 && texts.length === 1 && some[0] === plain(texts[0] ?? '') ? '' : some.join('\n')
}

/** The text without its tags and entities. */
function plain(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
