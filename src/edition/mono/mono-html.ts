/** One language of an edition as a page: the source's article, no script, no request. */
import type { Element } from 'hast'
import { h } from 'hastscript'
import { directionOf } from '../../text/letters.ts'
import type { Edition } from '../edition.ts'
import { draftFile, type HtmlDraft } from '../html/document.ts'
import type { HtmlOptions } from '../html/options.ts'
import { baseStyle } from '../html/style-base.ts'
import { PICTURE_STYLE, withPictures } from '../pictures.ts'
import { titleWords } from '../html/title-row.ts'
import { wordsIn } from '../words.ts'
import { monoTree } from './mono-tree.ts'
import type { Side } from './unit-text.ts'

/** Of Arabic text, in units: the faces of systems run larger than Amiri. */
const ARABIC_SIZE = { own: 2.35, system: 2.05 } as const

const STYLE = `main{max-width:calc(66*var(--u));margin-inline:auto;padding:2rem clamp(1.125rem,4vw,2.5rem) 4rem}
article>*+*{margin-block-start:calc(1.4*var(--u))}
:is(li,blockquote,dd,section)>*+*{margin-block-start:calc(.7*var(--u))}
:is(ul,ol){padding-inline-start:1.75em}ol{padding-inline-start:2.25em}:is(blockquote,dd){padding-inline-start:1.75em}blockquote{border-inline-start:1px solid var(--rule)}
.rtl ol{list-style-type:arabic-indic}
.frame{border:1px solid var(--rule);padding:1em 1.25em}.frame>*+*{margin-block-start:calc(.7*var(--u))}.alert{color:var(--rubric)}.alert::first-letter{text-transform:uppercase}
.notes{border-block-start:1px solid var(--rule);padding-block-start:1rem}
table{border-collapse:collapse;display:block;overflow-x:auto}
:is(td,th){border:1px solid var(--rule);padding:.4em .7em;text-align:start;vertical-align:top;font-weight:400}th{color:var(--quiet)}
pre{direction:ltr;text-align:left;overflow-x:auto;font:.8em/1.6 var(--mono);padding:1em;border:1px solid var(--rule)}code{font-family:var(--mono);font-size:.85em}
.missing-box{border:1.5px dashed var(--rubric);color:var(--rubric);padding:.1em .5em;text-decoration:none!important}
hr{border:0;border-block-start:1px solid var(--rule)}
@media print{main{max-width:none;padding:0 8mm}table{display:table}:is(td,th){padding:.2em .35em}}
`

/** Of the front matter: every other one stands in the text. */
function titleOf(edition: Edition, side: Side): readonly Element[] {
  if (edition.heading === undefined) return []
  const words = edition.heading[side]
  const language = side === 'source' ? edition.sourceLanguage : edition.targetLanguage
  return [
    words === undefined
      ? h('p', { className: ['missing-box'] }, wordsIn(language, edition.words).notTranslated)
      : h('h1', titleWords(words, language)),
  ]
}

/** @param options Whether the edition's own faces will be in the page, and the user's own rules. */
export function draftMonoHtml(bare: Edition, side: Side, { embeds, stylesheet = '' }: HtmlOptions): HtmlDraft {
  const edition = withPictures(bare)
  const language = side === 'source' ? edition.sourceLanguage : edition.targetLanguage
  const direction = directionOf(language)
  const size = ARABIC_SIZE[embeds ? 'own' : 'system']
  const article = h('article', { lang: language, dir: direction, className: [direction] }, [
    ...titleOf(edition, side),
    ...monoTree(edition, side),
  ])
  return draftFile(
    { title: edition.title[side], language, about: [], body: [h('main', [article])] },
    (faces) => faces + baseStyle(size) + STYLE + (edition.hasPictures ? PICTURE_STYLE : '') + stylesheet,
  )
}
