/** An edition as a plain hast tree: a `div` a row, a `div` a side, for pages that are not ours. */
import type { Element, Root } from 'hast'
import { h } from 'hastscript'
import { directionOf } from '../text/letters.ts'
import type { Edition, Row } from './edition.ts'
import { cellBlock, missingBox } from './html/cells.ts'
import { safeBlock } from './safe-element.ts'

/** Rows as `<div class="bitext-row" id="p-…" data-state="…">`, each with `.source` and `.target`, `lang` and `dir` on both. */
export function toBilingualTree(edition: Edition): Root {
  return {
    type: 'root',
    children: edition.blocks.flatMap((block) => [
      ...(block.kind === 'carried' ? safeBlock(block.element, edition.sourceLanguage) : [rowElement(block, edition)]),
      { type: 'text' as const, value: '\n' },
    ]),
  }
}

function rowElement(row: Row, edition: Edition): Element {
  const { sourceLanguage, targetLanguage } = edition
  const side = (name: 'source' | 'target', language: string, block: Element): Element =>
    h('div', { className: [name], lang: language, dir: directionOf(language) }, [block])
  const target = row.target.every(({ missing }) => missing)
    ? missingBox(edition)
    : cellBlock(row, { name: 'target', edition })
  return h('div', { className: ['bitext-row'], id: row.id, dataState: row.state }, [
    side('source', sourceLanguage, cellBlock(row, { name: 'source', edition })),
    side('target', targetLanguage, target),
  ])
}
