/** Similar sentences of a memory: found, kept up to date, and made again when their index is lost. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSimilar, type Similar } from '../../../src/memory/fuzzy/open-similar.ts'
import { Memory } from '../../../src/memory/memory.ts'
import { temporaryProject } from '../../temporary-project.ts'
import { answer, languages } from '../make-answers.ts'

const options = { limit: 3, atLeast: 0.7 }

/** A memory in a file and its index, both open until the test is over. */
async function open(
  root = temporaryProject({}),
): Promise<{ memory: Memory; similar: Similar; root: string; folder: string } & AsyncDisposable> {
  const [path, folder] = [join(root, 'memory.db'), join(root, 'memory.fuzzy')]
  const memory = await Memory.open(path)
  const similar = openSimilar({ path, folder, shown: 'memory.db', ...languages })
  return {
    memory,
    similar,
    root,
    folder,
    async [Symbol.asyncDispose]() {
      memory.close()
      await similar.close()
    },
  }
}

const targetsOf = async (similar: Similar, text: string): Promise<readonly unknown[]> =>
  (await similar.find([[text]], options))
    .flat()
    .map(({ target, similarity }) => [target[0], Number(similarity.toFixed(3))])

test('finds a pair by its words, with tashkeel, digits and markup aside, and says how alike they are', async () => {
  await using all = await open()
  const { memory, similar } = all
  memory.put([
    answer('شرب أهل المدينة القهوة في القرن السادس عشر.', 'The townsfolk drank coffee in the 16th century.', {
      origin: { kind: 'imported', name: 'big.tmx' },
    }),
    answer('حضر ١٢ عضوًا', 'Twelve members came', { origin: { kind: 'person' } }),
  ])
  expect(await similar.sync()).toBe(2)
  const [found] = await similar.find(
    [['شَرِبَ أهلُ المدينةِ ', { kind: 'open', id: '7' }, 'الشاي', { kind: 'close', id: '7' }, ' في القرن السادس عشر.']],
    options,
  )
  expect(found).toEqual([
    expect.objectContaining({
      target: ['The townsfolk drank coffee in the 16th century.'],
      provenance: { kind: 'imported', name: 'big.tmx' },
      similarity: 1 - 4 / 43,
    }),
  ])
  expect(await targetsOf(similar, 'حضر 13 عضوا')).toEqual([['Twelve members came', 0.909]])
  expect(await targetsOf(similar, '')).toEqual([])
})

test('takes up what is new, and pays nothing where nothing is', async () => {
  await using all = await open()
  const { memory, similar, folder } = all
  memory.commit([answer('جلس الشيخ في المقهى القديم', 'The sheikh sat in the old café')])
  expect(await similar.sync()).toBe(1)
  const files = readdirSync(folder)
  expect(await similar.sync()).toBe(0)
  expect(readdirSync(folder)).toEqual(files)
  memory.commit([answer('جلس الشيخ في المقهى الجديد', 'The sheikh sat in the new café')])
  expect(await similar.sync()).toBe(1)
  expect(await targetsOf(similar, 'جلس الشيخ في المقهى الجديد')).toHaveLength(2)
})

test('letters that share a byte are told apart', async () => {
  await using all = await open()
  const { memory, similar } = all
  // U+0411 and U+0441 are 48 apart.
  memory.put([
    answer('\u0411\u0411\u0411\u0411\u0411 \u0411\u0411', 'no'),
    answer('\u0441\u0441\u0441\u0441\u0441 \u0411\u0411', 'yes'),
  ])
  await similar.sync()
  expect(await targetsOf(similar, '\u0441\u0441\u0441\u0441\u0441 \u0441\u0411')).toEqual([['yes', 0.875]])
})

test('an index that is damaged, deleted, or of a memory that is gone is made again', async () => {
  const root = temporaryProject({})
  const text = 'كان المقهى مجلس أهل الحي في ذلك الزمان'
  {
    await using all = await open(root)
    all.memory.put([answer(text, 'first'), answer('جملة أخرى لا شأن لها بما قبلها', 'other')])
    await all.similar.sync()
    for (const file of readdirSync(all.folder)) if (file !== 'index.lock') writeFileSync(join(all.folder, file), 'x')
  }
  {
    await using all = await open(root)
    await all.similar.sync()
    expect(await targetsOf(all.similar, text)).toEqual([['first', 1]])
    rmSync(all.folder, { recursive: true })
    all.memory.put([answer(`${text} كله`, 'second')])
    await all.similar.sync()
    expect(await targetsOf(all.similar, text)).toEqual([
      ['first', 1],
      ['second', 0.905],
    ])
  }
  for (const file of readdirSync(root)) if (file.startsWith('memory.db')) rmSync(join(root, file))
  {
    await using all = await open(root)
    expect(existsSync(join(all.folder, 'index.json'))).toBe(true)
    all.memory.put([answer('نص جديد في ذاكرة جديدة', 'new'), answer(text, 'again')])
    await all.similar.sync()
    expect(await targetsOf(all.similar, text)).toEqual([['again', 1]])
    expect(await targetsOf(all.similar, 'نص جديد في ذاكرة جديدة')).toEqual([['new', 1]])
  }
})

test('two threads that add to one index at once leave it whole', async () => {
  const root = temporaryProject({})
  await using one = await open(root)
  await using two = await open(root)
  for (let round = 0; round < 5; round++) {
    one.memory.put(
      Array.from({ length: 20 }, (_, each) => answer(`جملة رقم ${round * 100 + each} من جمل الذاكرة`, `${round}`)),
    )
    const added = await Promise.all([one.similar.sync(), two.similar.sync()])
    expect(Math.max(...added)).toBe(20)
    expect(Math.min(...added)).toBe(0)
  }
  expect(await one.similar.size()).toMatchObject({ texts: 100 })
})

test('a folder that cannot be written is said in words', async () => {
  const root = temporaryProject({ 'memory.fuzzy': 'a file' })
  await using all = await open(root)
  all.memory.put([answer('نص', 'text')])
  await expect(all.similar.sync()).rejects.toMatchObject({ code: 'memory-unusable' })
})
