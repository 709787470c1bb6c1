/** Which face draws which character, asked of the browser. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FACES } from '../../src/edition/faces.ts'
import { charactersByFace } from '../../src/edition/fonts.ts'
import { launchChromium } from '../browser.ts'
import { makeEdition, PLAIN, toHtml } from './make-edition.ts'
import { fixture, pageFolder, withPage } from './pages.ts'

const folder = pageFolder()
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  folder.remove()
})

interface Node {
  readonly nodeId: number
  readonly nodeType: number
  readonly nodeName: string
  readonly nodeValue: string
  readonly attributes?: readonly string[]
  readonly children?: readonly Node[]
}

/** Text that a system's face drew, wholly or in part. */
async function foreign(file: string): Promise<readonly string[]> {
  return withPage(browser, file, {}, async (page) => {
    const session = await page.context().newCDPSession(page)
    await session.send('DOM.enable')
    await session.send('CSS.enable')
    const { root } = await session.send('DOM.getDocument', { depth: -1 })
    const texts: { readonly id: number; readonly text: string }[] = []
    const walk = (node: Node): void => {
      if (/^(?:HEAD|PRE|CODE)$/.test(node.nodeName) || node.attributes?.some((value) => value.includes('picture-mark')))
        return
      if (node.nodeType === 3 && node.nodeValue.trim() !== '') texts.push({ id: node.nodeId, text: node.nodeValue })
      for (const child of node.children ?? []) walk(child)
    }
    walk(root as Node) // the protocol's node has these members
    const found = await Promise.all(
      texts.map(async ({ id, text }) => {
        const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId: id })
        return fonts.some(({ isCustomFont }) => !isCustomFont) ? [text.trim()] : []
      }),
    )
    return found.flat()
  })
}

describe('every character is drawn by the edition’s own faces', () => {
  test('in the sample and its index', async () => {
    expect(await foreign(resolve('output/moscow-washington-syria.html'))).toEqual([])
    expect(await foreign(resolve('output/index.html'))).toEqual([])
  })

  test('on a page with everything but code', async () => {
    expect(await foreign(await folder.draw('everything', fixture('everything')))).toEqual([])
  })

  test('Qurʾānic marks, presentation forms, ligatures, Persian and Urdu letters, transliteration, Greek, Cyrillic', async () => {
    const rows: readonly (readonly [source: string, target: string])[] = [
      ['بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ ۝ وَإِنَّكَ لَعَلَىٰ خُلُقٍ عَظِيمٍۢ ۖ ۗ ۘ ۙ ۚ ۛ ۞ ۩', 'In the name of God, Qurʾān 68:4'],
      ['قال النبي ﷺ والحمد لله ﷻ ﷽', 'The Prophet, ʿAlī ibn Abī Ṭālib, Ḥusayn, Ẓāhir, Ḍirār, Ṣāliḥ, ḏ ṯ ḫ ġ š ǧ ž'],
      ['ﻻ ﻷ ﷲ ﺍﻟﺴﻼﻡ', '“Quotes” ‘single’ – en — em … € † ‹ › « » ½ × ÷ ° ± µ § ¶ © ®'],
      ['پ چ ژ گ ک ی ۀ ۱۲۳۴۵۶۷۸۹۰ ہ ے ٹ ڈ', 'Ἀριστοτέλης, ψυχή, Λόγος; Москва, Ёж'],
      ['أ\u0654 ء ؤ ئ آ ٱ ٪ ٫ ٬ ؟ ؛ ، ـ ﴿آية﴾', 'Emphasised ḥadīth, and fi ffi fl'],
      ['نص فيه Latin و ʿAyn و Ελλάδα و 25° و -5 و %', 'naïve café Ångström Łódź İstanbul ﬁ'.replace('ﬁ', 'fi')],
    ]
    const edition = makeEdition('a.md', rows.map(([source]) => source).join('\n\n'), (sentence) => ({
      target: rows.find(([source]) => source.includes(sentence.slice(0, 12)))?.[1] ?? 'Words',
    }))
    expect(await foreign(await folder.draw('letters', edition))).toEqual([])
  })

  test('emphasis has a face of its own, for its own letters only', async () => {
    const edition = makeEdition('a.md', 'نص *مائل* هنا', () => ({ target: 'A <1>ḥadīth</1> here' }))
    const file = await folder.draw('italic', edition)
    expect(await foreign(file)).toEqual([])
    const faces = readFileSync(file, 'utf8').match(/@font-face\{[^}]*?src/g) ?? []
    expect(faces.filter((face) => face.includes('italic'))).toHaveLength(2)
    const html = '<p>Plain words</p><em>slanted</em><p>more</p>'
    expect(charactersByFace(html).get('italic')).toBe('adelnst')
    expect(charactersByFace('<p>Plain words</p>').has('italic')).toBe(false)
  })
})

test('what is left to the system is known: other scripts, emoji, rare signs', async () => {
  const left = ['漢字', 'עברית', '😀', '→', '☐']
  const edition = makeEdition('a.txt', left.map((_, index) => `جملة ${index}`).join('\n\n'), (sentence) => ({
    target: left[Number(/\d/.exec(sentence)?.[0])] ?? '',
  }))
  expect((await foreign(await folder.draw('others', edition))).toSorted()).toEqual([...left].toSorted())
  for (const character of left.join(''))
    expect(Object.values(FACES).some(({ holds }) => holds.test(character))).toBe(false)
})

test('with system faces the page embeds nothing and asks for nothing', async () => {
  const html = toHtml(fixture('everything'), PLAIN)
  expect(html).not.toContain('data:font')
  expect(html).not.toContain('Set in Amiri')
  await withPage(browser, folder.save('system', html), {}, async (page, events) => {
    expect(await page.evaluate(() => [...document.fonts].map(({ family }) => family.replaceAll('"', '')))).toEqual([
      'Muqabil Local Amiri',
    ])
    expect(events).toEqual([])
  })
})

test('no face claims a character that its file has not', async () => {
  const { default: process } = await import('node:process')
  const { createRequire } = await import('node:module')
  const require = createRequire(resolve(process.cwd(), 'package.json'))
  const { FILES } = await import('../../src/project/fonts.ts')
  const styles = Object.entries(FILES).map(
    ([face, file]) =>
      `@font-face{font-family:"${face}";src:url(data:font/woff2;base64,${readFileSync(require.resolve(file)).toString('base64')})}`,
  )
  const spans = Object.entries(FACES).map(([face, { holds }]) => {
    const characters = Array.from({ length: 0xfff0 }, (_, code) => String.fromCharCode(code)).filter(
      (character) => holds.test(character) && /[^\p{C}\p{Z}\p{M}]/u.test(character),
    )
    return `<p style="font-family:'${face}'">${characters.map((character) => `<span>${character.replace(/[&<]/, (sign) => `&#${sign.charCodeAt(0)};`)}</span>`).join(' ')}</p>`
  })
  const file = folder.save(
    'coverage',
    `<!doctype html><meta charset="utf-8"><title>x</title><style>${styles.join('')}</style><body>${spans.join('')}`,
  )
  expect((await foreign(file)).filter((text) => text !== ' ')).toEqual([])
})
