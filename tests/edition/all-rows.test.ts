/** Every row of a record stands in its edition, whatever its source wraps round it. */
import { expect, test } from 'vitest'
import { isRowKind } from '../../src/bitext/source.ts'
import { rowsOf } from '../../src/edition/edition.ts'
import { makeInput } from './make-edition.ts'
import { present } from '../../src/edition/present.ts'

test.each([
  ['a heading in a link, with words behind it', '<p><a href="#x"><h4>عنوان</h4></a>كلام.</p>'],
  ['a link round paragraphs', '<a href="#x"><p>أوّل.</p><p>ثانٍ.</p></a>'],
  ['a picture and blocks in a paragraph', '<p><img src="https://example.org/a.png" alt="ص"><div>نصّ.</div></p>'],
  ['text round a list in a paragraph', '<p><a href="#y">رابط</a><ul><li>بند</li></ul>آخر.</p>'],
  ['a figure without a caption of its own', '<figure><img src="https://example.org/a.png" alt="ص"><p>نصّ.</p></figure>'],
  ['a table in a figure', '<figure><table><tr><td>خليّة</td></tr></table></figure>'],
  ['a details in a paragraph', '<p><a id="z"></a><details><summary>ملخّص</summary>متن.</details></p>'],
])('%s', (_, body) => {
  for (const [name, text] of [
    ['a.html', `<main>${body}<p>خاتمة.</p></main>`],
    ['a.md', `${body}\n\nخاتمة.\n`],
    ['b.html', `<main><div>${body.replaceAll(/<\/?p>/g, '')}<br><br>بعده.</div><p>خاتمة.</p></main>`],
  ] as const) {
    const { source, record } = makeInput(name, text, () => ({ target: 'Words.' }))
    expect(rowsOf(present({ source, record })).map(({ id }) => id)).toEqual(
      record.units.filter(({ kind }) => isRowKind(kind)).map(({ id }) => id),
    )
  }
})
