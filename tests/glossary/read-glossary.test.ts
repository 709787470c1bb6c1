/** One glossary in three formats is the same terms; what cannot be read is said with its line. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Term } from '../../src/bitext/term.ts'
import { MuqabilError } from '../../src/errors.ts'
import { readGlossary } from '../../src/glossary/read-glossary.ts'

const read = (text: string, file: string): readonly Term[] =>
  readGlossary(text, { file, sourceLanguage: 'ar', targetLanguage: 'en-GB' })

const TERMS: readonly Term[] = [
  {
    source: 'قهوة',
    target: 'coffee',
    allowed: ['mocha'],
    forbidden: ['java'],
    partOfSpeech: 'noun',
    note: 'the drink',
  },
  { source: 'كتاب', target: 'book', forms: ['كتب'], partOfSpeech: 'noun' },
]

const CSV = `source,target,part of speech,forms,allowed,forbidden,note
قهوة,coffee,noun,,mocha,java,the drink
كتاب,book,noun,كتب,,,
`

const MARKDOWN = `# Our words

Read this first | or not.

| Source | Target | POS | Forms | Allowed | Forbidden | Note |
| --- | :---: | --- | --- | --- | --- | --- |
| قهوة | **coffee** | noun | | mocha | java | the drink |

And books:

| Source | Target | POS | Forms | Allowed | Forbidden | Note |
|---|---|---|---|---|---|---|
| كتاب | book | noun | كتب | | | |
`

const TBX_2008 = `<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="c1"><descrip type="definition">the drink</descrip>
<langSet xml:lang="ar"><tig><term>قهوة</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
<langSet xml:lang="en-US">
<tig><term>mocha</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
<tig><term>java</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
<tig><term>coffee</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet></termEntry>
<termEntry id="c2"><langSet xml:lang="ar"><ntig><termGrp><term>كتب</term><termNote type="grammaticalNumber">plural</termNote></termGrp></ntig>
<ntig><termGrp><term>كتاب</term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig></langSet>
<langSet xml:lang="en"><ntig><termGrp><term>book</term></termGrp></ntig></langSet></termEntry>
<termEntry id="c3"><langSet xml:lang="ar"><tig><term>بلا ترجمة</term></tig></langSet></termEntry>
</body></text></martif>`

const TBX_2019 = `<?xml version="1.0"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="c1"><basic:definition>the drink</basic:definition>
<langSec xml:lang="ar"><termSec><term>قهوة</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>
<langSec xml:lang="en"><termSec><term>coffee</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>mocha</term></termSec><termSec><term>java</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="AR"><termSec><term>كتاب</term><min:partOfSpeech>noun</min:partOfSpeech></termSec><termSec><term>كتب</term><basic:grammaticalNumber>plural</basic:grammaticalNumber></termSec></langSec>
<langSec xml:lang="en"><termSec><term>book</term></termSec></langSec></conceptEntry></body></text></tbx>`

test.each([
  ['glossary.csv', CSV],
  ['glossary.md', MARKDOWN],
  ['glossary.tbx', TBX_2008],
  ['glossary.xml', TBX_2019],
])('%s', (file, text) => expect(read(text, file)).toEqual(TERMS))

test('the example of the guide is one', () => {
  const [, example = ''] = /```csv\n([^]*?)```/.exec(readFileSync('docs/glossary.md', 'utf8')) ?? []
  expect(read(example, 'a.csv').map(({ source }) => source)).toEqual(['قهوة', 'كتاب', 'الله'])
  expect(read(example, 'a.csv')[2]).toEqual({
    source: 'الله',
    target: 'God',
    forbidden: ['god'],
    partOfSpeech: 'proper-noun',
    isCaseSensitive: true,
  })
})

test.each([
  ['a.csv', 'قهوة,coffee\nشاي\n', 'glossary-row', 2],
  ['a.md', '| source | target |\n|---|---|\n| قهوة | coffee |\n| شاي | |\n', 'glossary-row', 4],
  ['a.csv', 'source,target,farbe\n', 'glossary-column', 1],
  ['a.tbx', '<!DOCTYPE m [<!ENTITY a "b">]>\n<martif/>', 'xml-refused', 1],
  ['a.tbx', '<martif>\n<text></martif>', 'xml-syntax', 2],
])('%s that cannot be read is refused with its line', (file, text, code, line) => {
  try {
    read(text, file)
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(MuqabilError)
    expect(error).toMatchObject({ code, file, line })
  }
})
