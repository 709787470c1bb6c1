/** A unified plugin: any hast tree becomes a bilingual one, row against row. */
import type { Root } from 'hast'
import type { Transformer } from 'unified'
import { ownCodeIds, renameCodes, renumberCodes } from '../bitext/content.ts'
import { reconcile } from '../bitext/reconcile.ts'
import { present } from '../edition/present.ts'
import { toBilingualTree } from '../edition/bilingual-tree.ts'
import { cutUnit } from '../segment/cut-unit.ts'
import { extractUnits } from '../segment/extract-units.ts'
import { RULES_VERSION } from '../segment/rules-version.ts'
import { refusalOf } from '../translate/accept.ts'
import { decodeMarkup, encodeMarkup } from '../translate/markup.ts'
import { carryAcross } from './drafts.ts'

export interface RehypeBitextOptions {
  /**
   * The translation of a sentence, if there is one. Inline codes stand in it as `{1}` … `{/1}` and
   * `{2/}`, and must stand in the translation too. Nothing, an empty text, and the source again, as
   * catalogues of messages give it for what they do not know, are none.
   */
  readonly recall: (source: string) => string | null | undefined | Promise<string | null | undefined>
  /** BCP 47; 'ar' by default. */
  readonly sourceLanguage?: string
  /** BCP 47; 'en' by default. */
  readonly targetLanguage?: string
  readonly segmentation?: 'sentence' | 'clause' | 'paragraph'
}

/** Why an answer is no translation at all; whatever else a person may have meant stays theirs. */
const NONE: ReadonlySet<string> = new Set(['empty', 'same-as-source'])

/**
 * A row without a translation says so: the source never stands in its place. What has no letter of its language goes
 * across as it stands.
 */
export function rehypeBitext({
  recall,
  sourceLanguage = 'ar',
  targetLanguage = 'en',
  segmentation = 'sentence',
}: RehypeBitextOptions): Transformer<Root, Root> {
  return async (tree) => {
    const source = extractUnits(tree, { path: '', language: sourceLanguage })
    const { record } = reconcile({
      record: undefined,
      source,
      targetLanguage,
      rules: RULES_VERSION,
      cut: (unit) => cutUnit(unit, { mode: segmentation }),
    })
    const units = await Promise.all(
      carryAcross(record).units.map(async (unit) => ({
        ...unit,
        segments: await Promise.all(
          unit.segments.map(async (segment) => {
            const { content, ids } = renumberCodes(segment.source)
            const answer = await recall(encodeMarkup(content, 'placeholders'))
            const decoded = typeof answer === 'string' ? decodeMarkup(answer, content, 'placeholders') : undefined
            if (decoded?.kind !== 'content') return segment
            const refusal = refusalOf(decoded.content, content, { sourceLanguage, targetLanguage })
            if (refusal !== undefined && NONE.has(refusal.code)) return segment
            return { ...segment, target: renameCodes(decoded.content, ownCodeIds(ids)), state: 'translated' as const }
          }),
        ),
      })),
    )
    return toBilingualTree(present({ source, record: { ...record, units } }))
  }
}
