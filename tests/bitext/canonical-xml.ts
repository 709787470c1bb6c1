/** XML as a reader sees it, made without the code under test: names with their namespaces, attributes by name. */
import { SaxesParser } from 'saxes'

const CORE = /^urn:oasis:names:tc:xliff:document:/
const MODULE = /^urn:oasis:names:tc:xliff:|^http:\/\/www\.w3\.org\/2005\/11\/its$/
/** Elements of XLIFF in which text counts; everywhere else in it white space means nothing. */
const CORE_MIXED = new Set('source target data note skeleton pc mrk'.split(' '))
const MODULE_MIXED = new Set('meta term translation definition item'.split(' '))

/** One line a thing, indented: elements, attributes, texts, comments, instructions. Declarations of namespaces and the form of writing are left out. */
export function canonicalXml(text: string): string {
  const parser = new SaxesParser({ xmlns: true })
  const lines: string[] = []
  const keepsSpace: boolean[] = []
  let buffer = ''
  const say = (line: string): void => void lines.push('  '.repeat(keepsSpace.length) + line)
  const flush = (): void => {
    const isBlank = buffer.trim() === ''
    if (buffer !== '' && !(isBlank && keepsSpace.at(-1) !== true)) say(JSON.stringify(buffer))
    buffer = ''
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('text', (chunk) => (buffer += chunk))
  parser.on('cdata', (chunk) => (buffer += chunk))
  parser.on('comment', (comment) => {
    flush()
    say(`<!--${comment}-->`)
  })
  parser.on('processinginstruction', ({ target, body }) => {
    flush()
    say(`<?${target} ${body}?>`)
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    flush()
    say(`{${uri}}${local}`)
    keepsSpace.push(CORE.test(uri) ? CORE_MIXED.has(local) : MODULE.test(uri) ? MODULE_MIXED.has(local) : true)
    const own = Object.values(attributes)
      .filter((each) => each.name !== 'xmlns' && each.prefix !== 'xmlns')
      .map((each) => `@{${each.uri}}${each.local}=${JSON.stringify(each.value)}`)
    for (const line of own.toSorted()) say(line)
  })
  parser.on('closetag', () => {
    flush()
    keepsSpace.pop()
  })
  parser.write(text.replace(/^\uFEFF/, '')).close()
  return lines.join('\n')
}
