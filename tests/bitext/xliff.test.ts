/** XLIFF: what is valid comes back unchanged, what is not is refused with its line. */
import { describe, expect, test } from 'vitest'
import { parseXliff } from '../../src/bitext/xliff/parse-xliff.ts'
import { serializeXliff } from '../../src/bitext/xliff/serialize-xliff.ts'

const doc = (body: string, attributes = 'version="2.1" srcLang="ar" trgLang="en"', file = ''): string =>
  `<?xml version="1.0"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:my="urn:my" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" ${attributes}>\n<file id="f1">${file}\n${body}\n</file>\n</xliff>\n`
const unit = (segments: string, before = '', id = 'u1'): string =>
  `<unit id="${id}" my:x="1">${before}\n${segments}\n</unit>`
const segment = (source: string, target = '', attributes = ''): string =>
  `<segment ${attributes}><source>${source}</source>${target && `<target>${target}</target>`}</segment>`

const VALID: Readonly<Record<string, string>> = {
  plain: doc(unit(segment('قَهوة &amp; «شاي»', 'coffee', 'id="s1" state="reviewed" subState="my:x"'))),
  codes: doc(
    unit(
      segment('<pc id="1" dataRefStart="d1" dataRefEnd="d2">قوي</pc> <ph id="2" dataRef="d1"/><cp hex="001B"/>'),
      '<originalData><data id="d1">&lt;b></data><data id="d2">&lt;/b></data></originalData>',
    ),
  ),
  spanning: doc(
    unit(`${segment('<sc id="1"/>أول.')}<ignorable><source> </source></ignorable>${segment('ثانٍ<ec startRef="1"/>.')}`),
  ),
  annotations: doc(
    unit(segment('<mrk id="m1" type="term">قهوة</mrk><sm id="m2" type="comment" value="x"/>نص<em startRef="m2"/>')),
  ),
  extensions: doc(
    `<group id="g"><my:a id="1"><my:b>text <my:c/> more</my:b></my:a><notes><note id="n" category="c">ملاحظة</note></notes>${unit(segment('نص', '', 'id="s1"'), '<mtc:matches><mtc:match ref="#s1"><source>نص</source><target>text</target></mtc:match></mtc:matches>')}</group>`,
    undefined,
    '<skeleton href="a"/><my:z/>',
  ),
  'version 2.2': doc(unit(segment('نص')))
    .replace('document:2.0', 'document:2.2')
    .replace('version="2.1"', 'version="2.2"'),
  doctype: `<!DOCTYPE xliff SYSTEM "x.dtd">${doc(unit(segment('نص'))).replace('<?xml version="1.0"?>\n', '')}`,
  order: doc(
    unit(
      '<segment><source>أ</source><target order="2">b</target></segment><segment><source>ب</source><target order="1">a</target></segment>',
    ),
  ),
}

const INVALID: Readonly<Record<string, readonly [string, string]>> = {
  'not well-formed': ['<xliff', 'xml-syntax'],
  'an entity declaration': ['<!DOCTYPE xliff [<!ENTITY a "b">]><xliff/>', 'xml-refused'],
  'an unknown entity': [doc(unit(segment('&a;'))), 'xml-syntax'],
  'nesting of 300': [`<xliff>${'<a>'.repeat(300)}`, 'xml-refused'],
  'version 1.2': ['<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', 'xliff-version'],
  'another root': ['<tmx/>', 'xliff-schema'],
  'no file': ['<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ar"/>', 'xliff-schema'],
  'unit without segment': [doc('<unit id="u"><ignorable><source> </source></ignorable></unit>'), 'xliff-rule'],
  'an unknown element': [doc('<unit id="u"><x/></unit>'), 'xliff-schema'],
  'an unknown attribute': [doc(unit(segment('x', '', 'foo="1"'))), 'xliff-schema'],
  'a bad state': [doc(unit(segment('x', '', 'state="done"'))), 'xliff-schema'],
  'subState alone': [doc(unit(segment('x', '', 'subState="a:b"'))), 'xliff-rule'],
  'two units of one id': [doc(unit(segment('x')) + unit(segment('y'))), 'xliff-rule'],
  'target without trgLang': [doc(unit(segment('x', 'y')), 'version="2.1" srcLang="ar"'), 'xliff-rule'],
  'another language': [doc(unit('<segment><source xml:lang="fr">x</source></segment>')), 'xliff-rule'],
  'dataRef to nothing': [doc(unit(segment('<ph id="1" dataRef="d"/>'))), 'xliff-rule'],
  'sc without ec': [doc(unit(segment('<sc id="1"/>x'))), 'xliff-rule'],
  'ec before sc': [doc(unit(segment('<ec startRef="1"/>x<sc id="1"/>'))), 'xliff-rule'],
  'a code that may not go': [doc(unit(segment('<ph id="1" canDelete="no"/>x', 'y'))), 'xliff-rule'],
  'cp for a letter': [doc(unit(segment('<cp hex="0041"/>'))), 'xliff-rule'],
  'two orders': [
    doc(
      unit(
        '<segment><source>أ</source><target order="1">b</target></segment><segment><source>ب</source><target order="1">a</target></segment>',
      ),
    ),
    'xliff-rule',
  ],
  'a comment without words': [doc(unit(segment('<mrk id="1" type="comment">x</mrk>'))), 'xliff-rule'],
  'a bad reference': [doc(unit(segment('<mrk id="1" type="my:x" ref="#u=1/f=2">x</mrk>'))), 'xliff-rule'],
  'a match for nothing': [
    doc(
      unit(
        segment('x'),
        '<mtc:matches><mtc:match ref="#s9"><source>x</source><target>y</target></mtc:match></mtc:matches>',
      ),
    ),
    'xliff-rule',
  ],
  'metadata without a group': [
    doc(
      '<unit id="u"><m:metadata xmlns:m="urn:oasis:names:tc:xliff:metadata:2.0"/><segment><source>x</source></segment></unit>',
    ),
    'xliff-rule',
  ],
  'a style that is no element': [
    doc(
      '<unit id="u" xmlns:fs="urn:oasis:names:tc:xliff:fs:2.0" fs:fs="blink"><segment><source>x</source></segment></unit>',
    ),
    'xliff-rule',
  ],
  'a bad language tag': [doc(unit(segment('x')), 'version="2.1" srcLang="a_b"'), 'xliff-schema'],
  'a conflict': [doc('<<<<<<< ours\n' + unit(segment('x')) + '\n=======\n>>>>>>> theirs'), 'record-conflict'],
}

describe('valid', () => {
  test.each(Object.entries(VALID))('%s', (_, text) => {
    const bitext = parseXliff(text)
    const written = serializeXliff(bitext)
    expect(parseXliff(written)).toEqual(bitext)
    expect(serializeXliff(parseXliff(written))).toBe(written)
  })
})

describe('invalid', () => {
  test.each(Object.entries(INVALID))('%s', (_, [text, code]) => {
    expect(() => parseXliff(text, { file: 'a.xlf' })).toThrow(
      expect.objectContaining({ code, file: 'a.xlf', line: expect.any(Number) as number }) as Error,
    )
  })
})
