/** What the head says to machines: always sound data, whatever the titles, and no word of when it was made. */
import type { Root } from 'hast'
import { rehype } from 'rehype'
import { describe, expect, test } from 'vitest'
import type { Edition } from '../../src/edition/edition.ts'
import { makeEdition, PLAIN, toHtml } from './make-edition.ts'
import { PAYLOADS } from './payloads.ts'

/** The page's data, and its `<meta>` by name or property. */
function headOf(html: string): { readonly data: unknown; readonly meta: ReadonlyMap<string, string> } {
  const meta = new Map<string, string>()
  const blocks: string[] = []
  const visit = (node: Root | Root['children'][number]): void => {
    if (node.type === 'element' && node.tagName === 'meta')
      meta.set(String(node.properties.name ?? node.properties.property), String(node.properties.content))
    if (node.type === 'element' && node.tagName === 'script')
      blocks.push(node.children.map((child) => (child.type === 'text' ? child.value : '')).join(''))
    if ('children' in node) node.children.forEach(visit)
  }
  visit(rehype().parse(html))
  expect(blocks).toHaveLength(1)
  return { data: JSON.parse(blocks[0] ?? ''), meta }
}

function titled(title: string, state?: 'reviewed'): Edition {
  return makeEdition('a.md', '# عُنوان\n\nنص.', () => ({ target: title, ...(state ? { state } : {}) }))
}

describe('the head', () => {
  test('the translation as data: what it translates, and its state in words', () => {
    const { data, meta } = headOf(toHtml(titled('A title'), { ...PLAIN, responsible: 'ليلى Haddad' }))
    expect(data).toEqual({
      '@context': 'https://schema.org',
      '@type': 'CreativeWork',
      name: 'A title',
      inLanguage: 'en',
      creativeWorkStatus: '2 machine draft',
      creditText: 'sample sample-1',
      translationOfWork: { '@type': 'CreativeWork', name: 'عُنوان', inLanguage: 'ar' },
    })
    expect(meta.get('description')).toContain('Machine translation, not reviewed.')
    expect(meta.get('og:title')).toBe('A title · عُنوان')
    expect(meta.get('og:locale:alternate')).toBe('ar')
  })

  test('a description of the front matter, where all of it is translated', () => {
    const text = '---\ntitle: عُنوان\ndescription: وصف «المقال» في ٣ كلمات\n---\n\nنص.'
    const described = (missing: boolean): Edition =>
      makeEdition('a.md', text, (words) =>
        missing && words.startsWith('وصف') ? {} : { target: `Text ${words.length}` },
      )
    const { data, meta } = headOf(toHtml(described(false), PLAIN))
    expect(data).toMatchObject({
      description: 'Text 23',
      translationOfWork: { description: 'وصف «المقال» في ٣ كلمات' },
    })
    expect(meta.get('description')).toMatch(/^Text 23 · Bilingual edition: .*Machine translation, not reviewed\.$/)
    expect(JSON.stringify(headOf(toHtml(described(true), PLAIN)).data)).not.toContain('description')
  })

  test('who answers for it is named once all is approved', () => {
    const { data } = headOf(toHtml(titled('A title', 'reviewed'), { ...PLAIN, responsible: 'ليلى Haddad' }))
    expect(data).toMatchObject({ creativeWorkStatus: '2 reviewed', translator: { name: 'ليلى Haddad' } })
  })

  test('no title ends the data or begins an element', () => {
    for (const payload of PAYLOADS) {
      const both = { source: payload, target: payload }
      const { data, meta } = headOf(toHtml({ ...titled('x'), title: both, description: both }, PLAIN))
      const said = { name: payload, description: payload }
      expect(data).toMatchObject({ ...said, translationOfWork: said })
      expect(meta.get('description')).toMatch(/Machine translation, not reviewed\.$/)
    }
  })
})

test('inline code is words of a title, a picture and the mark of a note are not', () => {
  const text = '# دليل `rasif` ![صورة](x.png)[^1]\n\nنص.\n\n[^1]: حاشية.'
  const { title } = makeEdition('a.md', text, () => ({ target: 'Guide to <1/> <2/><3/>' }))
  expect(title).toEqual({ source: 'دليل rasif', target: 'Guide to rasif' })
})
