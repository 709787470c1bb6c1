/** An edition of a source, records and answers that would all like to be more than text. */
import type { ElementContent } from 'hast'
import type { DocumentRecord } from '../../src/bitext/record.ts'
import type { Edition, Sentence } from '../../src/edition/edition.ts'
import { present } from '../../src/edition/present.ts'
import { makeInput } from './make-edition.ts'
import { PAYLOADS } from './payloads.ts'

const PLACES: readonly ((payload: string) => string)[] = [
  (payload) => `كلام ${payload} كلام`,
  (payload) => `## عنوان ${payload}`,
  (payload) => `- بند ${payload}`,
  (payload) => `> اقتباس ${payload}`,
  (payload) =>
    `رابط [كلام ${payload}](https://example.org/ "${payload.replaceAll('"', '')}") و![صورة ${payload}](x.png)`,
  (payload) => `[كلام](${payload})`,
  (payload) => `رمز \`${payload.replaceAll('`', '')}\` كلام`,
  (payload) => `نص[^n]\n\n[^n]: حاشية ${payload}`,
  (payload) => `| رأس |\n| --- |\n| خلية ${payload.replaceAll('|', '\\|')} |`,
  (payload) => `~~~js\n${payload}\n~~~`,
]

/** A payload in every place of a source, in the answers of a provider, in the names of its service and in a forged record. */
export function hostileEditions(payload: string): readonly Edition[] {
  const inline = payload.replaceAll('\n', ' ')
  const encoded = payload.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const origin = { kind: 'machine', provider: payload, model: payload } as const
  const editions = PLACES.map((place) => {
    let asked = 0
    const { source, record } = makeInput(`${inline}.md`, `# عنوان\n\n${place(inline)}\n\n${payload}\n\nخاتمة.`, () => ({
      target: `${encoded} <1>live</1> <9><2/>`,
      origin,
      ...(asked++ === 1 ? { mark: 'stale' as const, oldSource: encoded } : {}),
    }))
    return present({ source, record: forged(record) })
  })
  const { source, record } = makeInput(`${inline}.md`, `---\ntitle: ${quoted(inline)}\n---\nنص ${inline}`, () => ({
    target: encoded,
    origin,
  }))
  return [...editions, present({ source, record: forged(record) })]
}

/** All of it in one. */
function hostileTo(payload: string): Edition {
  const editions = hostileEditions(payload)
  const [last] = editions.slice(-1)
  if (last === undefined) throw new Error('no editions')
  return { ...last, blocks: editions.slice(0, -1).flatMap(({ blocks }) => blocks) }
}

/** As YAML's double quotes hold it. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007F-\u009F]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Codes that a record names are only for other tools. */
function forged(record: DocumentRecord): DocumentRecord {
  const code = {
    kind: 'pair',
    tagName: 'script',
    properties: { src: 'https://evil.example/x.js' },
    open: '<script>',
    close: '</script>',
  } as const
  return { ...record, units: record.units.map((unit) => ({ ...unit, codes: { 9: code } })) }
}

/** All payloads in one edition, each row under a name of its own. */
export function hostileEdition(): Edition {
  const editions = PAYLOADS.map(hostileTo)
  const [first] = editions
  if (first === undefined) throw new Error('no payloads')
  let number = 0
  const blocks = editions
    .flatMap((edition) => edition.blocks)
    .map((block) => {
      if (block.kind === 'carried') return block
      number++
      return {
        ...block,
        anchors: [],
        number,
        id: `p-${number.toString(16).padStart(8, '0')}`,
        source: withoutIds(block.source),
        target: withoutIds(block.target),
      }
    })
  return {
    ...first,
    title: { source: PAYLOADS.join(' '), target: PAYLOADS.join(' ') },
    machines: editions.flatMap(({ machines }) => machines),
    blocks,
  }
}

let counter = 0

/** Notes of many documents in one have one name: only their own are tested for. */
function withoutIds(sentences: readonly Sentence[]): readonly Sentence[] {
  const strip = (nodes: readonly ElementContent[]): ElementContent[] =>
    nodes.map((node) => {
      if (node.type !== 'element') return node
      const { id, ...properties } = node.properties
      return {
        ...node,
        properties:
          /^[st]-fn/.test(String(id)) || id === undefined
            ? properties
            : { ...properties, id: `${String(id)}-${counter++}` },
        children: strip(node.children),
      }
    })
  return sentences.map((sentence) => ({ ...sentence, children: strip(sentence.children) }))
}
