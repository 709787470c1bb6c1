/** A stylesheet of the user's: it wins, it is in the policy, and it asks for nothing. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkStylesheet } from '../../src/edition/html/check-stylesheet.ts'
import { launchChromium } from '../browser.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'
import { withPage } from './pages.ts'

describe('what would ask for something is refused by name', () => {
  test.each([
    '@import "https://evil.example/x.css";',
    '@IMPORT url(x.css)',
    'a{background:url(https://evil.example/x)}',
    'a{background:URL( "//evil.example/x")}',
    'a{background:url(\n https://evil.example/x)}',
    'a{background:\\75rl(https://evil.example/x)}',
    'a{background:u\\72 l(https://evil.example/x)}',
    '@\\69mport "x"',
    'a{background:image-set("https://evil.example/x" 1x)}',
    'a{background:src("https://evil.example/x")}',
    '/* url(data:) */ a{background:url(x)}',
    'a{content:"/*";background:url(x);b:"*/"}',
    'a{b:url(data:,/*);c:url(x);d:url(data:,*/)}',
    'a{background:image-set("data:," 1x, "//evil.example" 2x)}',
    '</style><script>document.title=1</script>',
    '</STYLE >',
    '/* </style> */',
  ])('%s', (css) => {
    expect(() => checkStylesheet(css, 'theme.css')).toThrow(/\[stylesheet-fetch\]/)
  })

  test.each([
    'a{background:url(data:image/png;base64,AAAA)}',
    'a{mask:url("#m")}',
    '/* a comment */ a{color:red}',
    'a::before{content:"\\201C"}@media (width < 40rem){a{color:blue}}',
  ])('%s stands', (css) => {
    expect(checkStylesheet(css, 'theme.css')).toBe(css)
  })
})

test('in a build: pages and index take it in, a change of it is drawn, a fault is said with its line', async () => {
  const root = temporaryProject({
    'muqabil.config.json': '{"stylesheet": "theme.css", "formats": ["html"], "provider": "pseudo"}',
    'theme.css': ':root{--paper:#00ff00}\n.row{color:#0000ff}\n',
    'input/a.md': '# عُنوان\n\nنصّ.',
  })
  const browser = await launchChromium()
  try {
    const paper = (name: string): Promise<readonly string[]> =>
      withPage(browser, join(root, 'output', name), {}, async (page, events) => {
        expect(events).toEqual([])
        return page.evaluate(() => [
          getComputedStyle(document.documentElement).backgroundColor,
          getComputedStyle(document.querySelector('.row') ?? document.body).color,
        ])
      })
    await muqabil(root, ['build'])
    for (const name of ['a.html', 'index.html']) expect(await paper(name)).toEqual(['rgb(0, 255, 0)', 'rgb(0, 0, 255)'])
    writeFileSync(join(root, 'theme.css'), ':root{--paper:#ff0000}')
    await muqabil(root, ['build'])
    expect((await paper('a.html'))[0]).toBe('rgb(255, 0, 0)')
    const before = readFileSync(join(root, 'output/a.html'), 'utf8')
    writeFileSync(join(root, 'theme.css'), ':root{}\n@import "x.css";')
    const { status, stderr, stdout } = await muqabil(root, ['build'])
    expect(status).toBe(2)
    expect(stderr + stdout).toContain('theme.css:2: Unexpected "@import" in a stylesheet')
    expect(readFileSync(join(root, 'output/a.html'), 'utf8')).toBe(before)
  } finally {
    await browser.close()
  }
})
