/** An edition as JSON: everything that its page shows, for programs. What it holds is in json-schema.ts. */
import { toHtml } from 'hast-util-to-html'
import type { Edition, Row } from '../edition.ts'
import { carriedSides } from '../carried-sides.ts'
import { safeLine } from '../safe-text.ts'
import type { DataBlock, EditionData } from './json-schema.ts'
import { sideText } from './side-text.ts'

/** Two spaces deep, a fact a line, so that a change of a row is a small diff. */
export function toJson(edition: Edition): string {
  return `${JSON.stringify(dataOf(edition), undefined, 2)}\n`
}

function dataOf(edition: Edition): EditionData {
  const { path, sourceLanguage, targetLanguage, title, counts, machines, blocks } = edition
  return {
    format: 'muqabil-edition',
    version: 1,
    path,
    source: { language: sourceLanguage, title: title.source },
    target: { language: targetLanguage, title: title.target },
    counts,
    machines: [...machines],
    blocks: blocks.map((block): DataBlock => {
      if (block.kind === 'row') return rowOf(block, edition)
      const { source, target } = carriedSides(block, edition)
      const html = (children: typeof source): string => toHtml({ type: 'root', children })
      return { kind: 'carried', html: html(source), ...(target ? { target: html(target) } : {}) }
    }),
  }
}

function rowOf(row: Row, { sourceLanguage, targetLanguage }: Edition): DataBlock {
  const { id, aliases, number, label, unit, depth, state, needsWork, list, quoted, cell, note, pairs, changes } = row
  return {
    kind: 'row',
    id,
    ...(aliases.length > 0 ? { aliases: [...aliases] } : {}),
    number,
    ...(label === String(number) ? {} : { label }),
    unit,
    ...(depth === undefined ? {} : { depth }),
    state,
    ...(needsWork ? { needsWork } : {}),
    ...(list ? { list } : {}),
    ...(quoted > 0 ? { quoted } : {}),
    ...(cell ? { cell } : {}),
    ...(note === undefined ? {} : { note }),
    segments: pairs.map((pair, index) => {
      const [source, target] = [row.source[index], row.target[index]]
      return {
        id: pair.id,
        state: pair.state,
        ...(pair.needsWork ? { needsWork: true } : {}),
        source: source ? sideText(source, sourceLanguage) : { text: '' },
        target: target && !target.missing ? sideText(target, targetLanguage) : null,
        ...(pair.origin ? { origin: safeOrigin(pair.origin) } : {}),
      }
    }),
    ...(row.pages.length > 0
      ? { pages: row.pages.map(({ name, sentence }) => ({ name, segment: pairs[sentence]?.id ?? '' })) }
      : {}),
    ...(changes.length > 0 ? { changes: changes.map(({ before, now }) => ({ before, now })) } : {}),
  }
}

type Origin = NonNullable<Row['pairs'][number]['origin']>

/** Names come from a record, which anyone may have written. */
function safeOrigin(origin: Origin): Origin {
  switch (origin.kind) {
    case 'pseudo':
      return origin
    case 'machine': {
      const { kind, provider, model, variant } = origin
      return {
        kind,
        provider: safeLine(provider),
        ...(model === undefined ? {} : { model: safeLine(model) }),
        ...(variant === undefined ? {} : { variant: safeLine(variant) }),
      }
    }
    default: {
      const { kind, name } = origin
      return { kind, ...(name === undefined ? {} : { name: safeLine(name) }) }
    }
  }
}
