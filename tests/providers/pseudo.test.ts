/** The pseudo provider: what it says may stand, whatever it is asked. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pseudoTranslate } from '../../src/providers/pseudo/index.ts'
import { splitSentences } from '../../src/segment/split-sentences.ts'
import { refusalOf } from '../../src/translate/accept.ts'

test('none of its answers is refused: sentences of the sample, alone and by the dozen', () => {
  const sentences = splitSentences(readFileSync('input/moscow-washington-syria.txt', 'utf8')).map((each) => each.trim())
  const dozens = sentences.map((_, index) => sentences.slice(index, index + 12).join(' '))
  for (const text of [...sentences, ...dozens].filter((each) => each !== '')) {
    const refusal = refusalOf([pseudoTranslate(text)], [text], { sourceLanguage: 'ar', targetLanguage: 'en' })
    expect(refusal, text).toBeUndefined()
  }
})
