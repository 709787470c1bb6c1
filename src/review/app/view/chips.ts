/** What a chip says of the markup that it stands for. */
import type { Code } from '../../../bitext/content.ts'
import type { CodeView } from '../../api.ts'

const NAMES: Readonly<Record<string, string>> = {
  a: 'link',
  abbr: 'abbreviation',
  b: 'bold',
  br: 'line break',
  cite: 'title',
  code: 'code',
  del: 'deleted',
  em: 'emphasis',
  i: 'italic',
  img: 'picture',
  ins: 'inserted',
  kbd: 'key',
  q: 'quotation',
  s: 'struck',
  strong: 'strong',
  sub: 'subscript',
  sup: 'superscript',
  u: 'underlined',
}

/** On the chip itself. */
export function chipText(view: CodeView | undefined, { kind, id }: Code): string {
  if (kind === 'standalone' && view?.shown !== undefined && view.shown.trim() !== '') return view.shown
  const name = view === undefined ? id : (NAMES[view.tagName] ?? view.tagName)
  return name.replaceAll(' ', '\u00A0')
}

/** For who hears it. */
export function chipWords(view: CodeView | undefined, code: Code): string {
  const name = view === undefined ? `code ${code.id}` : (NAMES[view.tagName] ?? view.tagName)
  switch (code.kind) {
    case 'open':
      return `${name} begins`
    case 'close':
      return `${name} ends`
    case 'standalone':
      return view?.shown === undefined ? name : `${name}: ${view.shown}`
  }
}
