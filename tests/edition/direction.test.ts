/** Where signs, numbers and words of the other script stand, by the places of their glyphs in a real browser. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { latinRuns } from '../../src/edition/foreign-runs.ts'
import { launchChromium } from '../browser.ts'
import { makeEdition, PLAIN, toHtml } from './make-edition.ts'
import { pageFolder, withPage } from './pages.ts'
import { leastRatios } from '../ratios.ts'

const folder = pageFolder()
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  folder.remove()
})

/** The characters of each cell as they stand on the paper, from the left; Arabic letters as they are, each by itself. */
async function fromLeft(page: Page, side: 'source' | 'target'): Promise<readonly string[]> {
  return page.evaluate(
    (name) =>
      [...document.querySelectorAll(`.row[id] .${name} > p:not(.origin)`)].map((paragraph) => {
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
        const found: { readonly character: string; readonly x: number }[] = []
        for (let node = walker.nextNode(); node; node = walker.nextNode())
          for (const [at, character] of Array.from(node.textContent ?? '').entries()) {
            const range = document.createRange()
            range.setStart(node, at)
            range.setEnd(node, at + 1)
            const { left, width } = range.getBoundingClientRect()
            if (width > 0) found.push({ character, x: left })
          }
        return found
          .toSorted((a, b) => a.x - b.x)
          .map(({ character }) => character)
          .join('')
      }),
    side,
  )
}

/** A title, then a paragraph each. */
function textEdition(
  paragraphs: readonly string[],
  say: Parameters<typeof makeEdition>[2],
): ReturnType<typeof makeEdition> {
  return makeEdition('a.txt', ['عنوان', ...paragraphs].join('\n\n'), say)
}

/** What stands between two words of Arabic, read from the left. Brackets that run with the Arabic are drawn turned: `)` at the left is a `(`. */
const IN_ARABIC: readonly (readonly [text: string, seen: string])[] = [
  ['م -5 م', '-5'],
  ['م −5° م', '−5°'],
  ['م -5.5 °C م', '-5.5 °C'],
  ['م 25°C م', '25°C'],
  ['م +12% م', '+12%'],
  ['م $5 م', '$5'],
  ['م ¥500 م', '¥500'],
  ['م ₪30 م', '₪30'],
  ['م ₺1,500 م', '₺1,500'],
  ['م 5 km م', '5 km'],
  ['م 5 km² م', '5 km²'],
  ['م x² + y² = z² م', 'x² + y² = z²'],
  ['م CO₂ م', 'CO₂'],
  ['م C++ م', 'C++'],
  ['م C# م', 'C#'],
  ['م .NET م', '.NET'],
  ['م @user م', '@user'],
  ['م #tag م', '#tag'],
  ['م /usr/bin/x م', '/usr/bin/x'],
  ['م C:\\x\\y م', 'C:\\x\\y'],
  ['م --help م', '--help'],
  ['م https://example.org/a?b=1&c=2 م', 'https://example.org/a?b=1&c=2'],
  ['م (https://a.b/c_(d)) م', ')https://a.b/c_(d)('],
  ['م a@b.org م', 'a@b.org'],
  ['م +963 11 222 3333 م', '+963 11 222 3333'],
  ['م 011-222-3333 م', '011-222-3333'],
  ['م 2024/05/03 م', '2024/05/03'],
  ['م 10:30 م', '10:30'],
  ['م 3.14 م', '3.14'],
  ['م 1,250,000 م', '1,250,000'],
  ['م ٣٫١٤ م', '٣٫١٤'],
  ['م ١٩٩٠ م', '١٩٩٠'],
  ['م U.S.A. م', 'U.S.A.'],
  ['م Ph.D. م', 'Ph.D.'],
  ['م iOS 14.5 م', 'iOS 14.5'],
  ['م COVID-19 م', 'COVID-19'],
  ['م "Where are you going?" م', '"Where are you going?"'],
  ['م «Hello, world!» م', '»Hello, world!«'],
  ['م “I am here.” م', '“I am here.”'],
  ['م World Health Organization (WHO) م', 'World Health Organization (WHO)'],
  ['م f(x) = 2 م', 'f(x) = 2'],
  ['م Jean-Yves Le Drian م', 'Jean-Yves Le Drian'],
  ['م \u02BFAl\u012B \u02BEA\u1E25mad م', '\u02BFAl\u012B \u02BEA\u1E25mad'],
  // Written as one word with a particle.
  ['م -10 و-5 م', '-5و -10'],
  ['م $5 و$10 م', '$10و $5'],
  ['م ب$5 م', '$5ب'],
  ['م و¥5 م', '¥5و'],
  ['م و5 km م', '5 kmو'],
  ['م و.NET م', '.NETو'],
  ['م بـ.NET م', '.NETـب'],
  ['م و@user م', '@userو'],
  ['م و+963 11 222 3333 م', '+963 11 222 3333و'],
  ['م الـ-12 م', '12-ـلا'],
  ['م ل-Google م', 'Google-ل'],
  // Arabic in an address runs from the right, the rest of it from the left.
  ['م https://a.org/ar/مصر?id=12&x=1#top م', 'https://a.org/ar/رصم?id=12&x=1#top'],
  ['م https://a.org/مصر_(دولة) م', 'https://a.org/)ةلود(_رصم'],
  ['م (https://a.org/بوابة:مصر)، م', '،)https://a.org/رصم:ةباوب('],
  ['م https://a.org/مصر، م', '،https://a.org/رصم'],
  ['م https://a.orgوهو م', 'وهوhttps://a.org'],
  // Custom, and left as it is: a share, a range, a score run with the Arabic round them.
  ['م 12% م', '%12'],
  ['م 10–15 م', '15–10'],
  ['م 2020-2021 م', '2021-2020'],
  ['م Apple، Google م', 'Google ،Apple'],
]

test.each([
  ['system faces', false],
  ['the edition’s own faces', true],
] as const)('inside Arabic, with %s', async (_name, isEmbedded) => {
  const edition = textEdition(
    IN_ARABIC.map(([text]) => text),
    () => ({ target: 'Words' }),
  )
  const file = isEmbedded ? await folder.draw('arabic', edition) : folder.save('arabic-system', toHtml(edition, PLAIN))
  await withPage(browser, file, { width: 1920 }, async (page) => {
    const seen = await fromLeft(page, 'source')
    expect(seen.map((line) => line.replace(/^م ?| ?م$/g, '').trim())).toEqual(IN_ARABIC.map(([, expected]) => expected))
  })
})

test('a word with markup inside is one run, beside a note and beside Arabic too', async () => {
  const edition = makeEdition(
    'a.md',
    'م H<sub>2</sub>O م\n\nم E=mc<sup>2</sup>، م\n\nم **Node**.js م\n\nم Linux[^1] م\n\nم CO<sub>2</sub> وماء H<sub>2</sub>O م\n\nم <kbd>Ctrl</kbd> + `Alt`+F5 م\n\nم `س`+`C` م\n\n[^1]: حاشية.',
    () => ({ target: 'Words' }),
  )
  await withPage(browser, folder.save('markup', toHtml(edition, PLAIN)), { width: 1920 }, async (page) => {
    const seen = await fromLeft(page, 'source')
    expect(seen.slice(0, 7).map((line) => line.replace(/^م ?| ?م$/g, '').trim())).toEqual([
      'H2O',
      '،E=mc2',
      'Node.js',
      '١Linux',
      'H2O ءامو CO2',
      'Ctrl + Alt+F5',
      'C+س',
    ])
  })
})

test('a word with a number behind it keeps its hyphen between them', async () => {
  const words = ['كوفيد-19', 'إف-16']
  const edition = textEdition(
    words.map((word) => `م ${word} م`),
    () => ({ target: 'Words' }),
  )
  await withPage(browser, folder.save('hyphen', toHtml(edition, PLAIN)), {}, async (page) => {
    const seen = await fromLeft(page, 'source')
    expect(seen[0]).toContain('19-')
    expect(seen[1]).toContain('16-')
  })
})

test('the sentence’s own marks stand at its left end, those of a sentence of Latin letters at its right', async () => {
  const edition = makeEdition(
    'a.txt',
    'قال Node.js.\n\nلغة C++!\n\nهل هو Linux؟\n\nعنوان (Linux):\n\nWhere is Node.js?',
    () => ({ target: 'Words' }),
  )
  await withPage(browser, folder.save('ends', toHtml(edition, PLAIN)), {}, async (page) => {
    const seen = await fromLeft(page, 'source')
    expect(seen.map((line) => line.trim())).toEqual([
      expect.stringMatching(/^\.Node\.js/),
      expect.stringMatching(/^!C\+\+/),
      expect.stringMatching(/^؟Linux/),
      expect.stringMatching(/^:\)Linux\(/),
      'Where is Node.js?',
    ])
  })
})

describe('inside English', () => {
  const IN_ENGLISH: readonly (readonly [text: string, seen: RegExp])[] = [
    ['It is -5, +12% and C++.', /^It is -5, \+12% and C\+\+\.$/],
    ['Called بت, or «دار», there.', /^Called تب, or «راد», there\.$/],
    ['The year عام 2020 في was.', /^The year يف 2020 ماع was\.$/],
    ['A 10–15 range, 2024/05/03, @user, .NET', /^A 10–15 range, 2024\/05\/03, @user, \.NET$/],
    ['He said “نعم” twice.', /^He said “معن” twice\.$/],
    ['The letter (ع) ends.', /^The letter \(ع\) ends\.$/],
    ['The number ٢١ stands.', /^The number ٢١ stands\.$/],
  ]
  test('runs of Arabic are read from the right, and all else stays where it is', async () => {
    const edition = textEdition(
      IN_ENGLISH.map((_, at) => `هذه جملة ${at}.`),
      (sentence) => ({
        target: IN_ENGLISH[Number(/\d+/.exec(sentence)?.[0])]?.[0] ?? '',
      }),
    )
    await withPage(browser, await folder.draw('english', edition), { width: 1920 }, async (page) => {
      for (const [at, line] of (await fromLeft(page, 'target')).entries())
        expect(line).toMatch(IN_ENGLISH[at]?.[1] ?? /$^/)
    })
  })
})

test('a control that is never closed turns nothing beyond its own text', async () => {
  const controls = ['\u202E', '\u202D', '\u202B', '\u202A', '\u2067', '\u2066', '\u2068', '\u202E\u2067\u202B']
  const text = controls.flatMap((control) => [`نص ${control}مقلوب abc`, 'بعده سليم -5.'])
  const edition = textEdition(text, (sentence) => ({
    target: sentence.includes('بعده') ? 'Sound after it, -5.' : '\u202Ereversed \u2067abc',
  }))
  await withPage(browser, folder.save('controls', toHtml(edition, PLAIN)), { width: 1920 }, async (page) => {
    const [source, target] = [await fromLeft(page, 'source'), await fromLeft(page, 'target')]
    for (let row = 1; row < source.length; row += 2) {
      expect(source[row]?.trim()).toMatch(/^\.-5 ميلس هدعب$/)
      expect(target[row]?.trim()).toBe('Sound after it, -5.')
    }
    const numbers = await page.locator('.row[id] .n-ltr').allInnerTexts()
    expect(numbers).toEqual(['1', ...source.map((_, index) => String(index + 2))])
  })
})

test('addresses without end cost four times as much where there are four times as many', () => {
  const text = 'https://e.org/(\u0627'
  const read = (times: number) => (): void => void latinRuns(text.repeat(times))
  const [ratio = Infinity] = leastRatios([read(1000), read(4000)], [7])
  expect(ratio).toBeLessThan(7)
})
