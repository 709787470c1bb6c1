import { expect, test } from 'vitest'
import { plainText } from '../../src/bitext/content.ts'
import { readPo } from '../../src/interchange/read-po.ts'

const read = (text: string): readonly unknown[] =>
  readPo(text, 'a.po').units.map(({ source, target, state, needsWork, line }) => [
    plainText(source),
    target && plainText(target),
    state,
    needsWork,
    line,
  ])

test('entries, texts of several lines, escapes, contexts, plurals, fuzzy and obsolete ones', () => {
  const text = `msgid ""
msgstr ""
"Language: en_GB\\n"

# ملاحظة
#: a.c:1
msgid "مَرحباً "
"بكم \\"هنا\\""
msgstr "Welcome\\n"

#, c-format, fuzzy
msgctxt "menu"
msgid "ملفّ"
msgstr "File"

msgid "كتاب"
msgid_plural "%d كتب"
msgstr[0] "a book"
msgstr[1] "%d books"

msgid "بلا ترجمة"
msgstr ""

#~ msgid "قديم"
#~ msgstr "old"
`
  expect(readPo(text, 'a.po').targetLanguage).toBe('en-GB')
  const expected = [
    ['مَرحباً بكم "هنا"', 'Welcome\n', 'translated', false, 7],
    ['ملفّ', 'File', 'translated', true, 12],
    ['كتاب', 'a book', 'translated', false, 16],
    ['%d كتب', '%d books', 'translated', false, 16],
    ['بلا ترجمة', undefined, 'initial', false, 21],
  ]
  expect(read(text)).toEqual(expected)
  expect(read(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(expected)
})

test.each([
  ['نصّ\n', 1],
  ['msgid "أ"\nmsgstr "b\n', 2],
  ['"أ"\n', 1],
  ['# ملاحظة\nmsgstr "أ"\n', 2],
])('%j is refused in line %i', (text, line) => {
  expect(() => readPo(text, 'a.po')).toThrow(`a.po:${line}: Unexpected line that is none of a PO file`)
})
