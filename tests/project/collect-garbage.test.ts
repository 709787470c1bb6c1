/** Memory that is given back: what nobody holds is gone when it is asked for. */
import { expect, test } from 'vitest'
import { collectGarbage } from '../../src/project/collect-garbage.ts'

test.each([{ thoroughly: false }, { thoroughly: true }])('what nobody holds is gone: %o', async (options) => {
  const held = { text: 'x' }
  const refs = [new WeakRef({ text: 'y' }), new WeakRef(held)]
  // What was asked of a reference is held until the turn ends.
  await new Promise((done) => setImmediate(done))
  collectGarbage(options)
  expect(refs.map((ref) => ref.deref())).toEqual([undefined, held])
})
