/** An edition as a plain hast tree: a `div` a row, a `div` a side, for pages that are not ours. */
import type { Element, ElementContent, Root } from 'hast'
import { h } from './h.ts'
import { directionOf } from '../text/letters.ts'
import type { Carried, Edition, Row } from './edition.ts'
import { cellBlock, missingBox } from './html/cells.ts'
import { carriedSides } from './carried-sides.ts'

/** Rows as `<div class="bitext-row" id="p-…" data-state="…">`, each with `.source` and `.target`, `lang` and `dir` on both. */
export function toBilingualTree(edition: Edition): Root {
  return {
    type: 'root',
    children: edition.blocks.flatMap((block) => [
      ...(block.kind === 'carried' ? carriedOf(block, edition) : [rowElement(block, edition)]),
      { type: 'text' as const, value: '\n' },
    ]),
  }
}

/** Once; its words in both languages. */
function carriedOf(block: Carried, edition: Edition): ElementContent[] {
  const { source, target } = carriedSides(block, edition)
  if (target === undefined) return source
  const { sourceLanguage, targetLanguage } = edition
  return [
    h('div', { lang: sourceLanguage, dir: directionOf(sourceLanguage) }, source),
    h('div', { lang: targetLanguage, dir: directionOf(targetLanguage) }, target),
  ]
}

function rowElement(row: Row, edition: Edition): Element {
  const { sourceLanguage, targetLanguage } = edition
  const side = (name: 'source' | 'target', language: string, block: Element): Element =>
    h('div', { className: [name], lang: language, dir: directionOf(language) }, [block])
  const target = row.target.every(({ missing }) => missing)
    ? missingBox(row, edition)
    : cellBlock(row, { name: 'target', edition })
  return h('div', { className: ['bitext-row'], id: row.id, dataState: row.state }, [
    side('source', sourceLanguage, cellBlock(row, { name: 'source', edition })),
    side('target', targetLanguage, target),
  ])
}
