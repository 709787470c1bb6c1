/** The hash of the platform and our own are one. */
import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashWith, sha256Hex } from '../../src/text/hash.ts'

test('a platform’s hash gives what our own gives, for halves of surrogate pairs too', () => {
  const texts = fc.sample(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\uD800', '\uDC00', 'ب', '\0', '😀', '\uFEFF') }),
    ),
    500,
  )
  const own = texts.map(sha256Hex)
  hashWith((text) => hash('sha256', text))
  expect(texts.map(sha256Hex)).toEqual(own)
})
