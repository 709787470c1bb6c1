/** What a language model does with a request instead of doing it well. */

export interface Work {
  /** As the model found them in the prompt, with their ids. */
  readonly texts: readonly { readonly id: string; readonly text: string }[]
  readonly answers: readonly string[]
  readonly names: readonly { readonly source: string; readonly target: string }[]
  readonly system: string
  readonly user: string
}

export interface Written {
  readonly text: string
  /** Why it stopped, where it is not because it was done. */
  readonly end?: 'refusal' | 'content-filter' | 'length'
}

type Pair = { readonly id: string | number; readonly text: string }

const pairs = ({ texts, answers }: Work): Pair[] => texts.map(({ id }, index) => ({ id, text: answers[index] ?? '' }))
const json = (work: Work, translations: readonly Pair[] = pairs(work)): string =>
  JSON.stringify({ translations, names: work.names })
const changed = (change: (all: Pair[], work: Work) => Pair[]) => (work: Work) => ({
  text: json(work, change(pairs(work), work)),
})
const FRENCH = 'Voici la traduction que vous avez voulu avoir dans cette langue pour les lecteurs et pour vous.'

/** By name, each as a model has been seen to do it. */
export const moods = {
  talk: () => ({ text: 'I am happy to help! Which text would you like me to translate for you today?' }),
  empty: () => ({ text: '' }),
  chatter: (work) => ({
    text: `Here is the translation you asked for {as JSON}:\n\n${json(work)}\n\nLet me know if you need anything else!`,
  }),
  fences: (work) => ({ text: `\`\`\`json\n${json(work)}\n\`\`\`` }),
  'thinking aloud': (work) => ({
    text: `<think>The user wants JSON like {"translations": []}. Let me see.</think>\n${json(work)}`,
  }),
  'request again first': (work) => ({ text: `${work.user}\n\n${json(work)}` }),
  'bare line ends': (work) => ({ text: json(work).replaceAll(' w', '\n w').replace(/\]\}$/, '],}') }),
  'numbers as ids': changed((all) => all.map(({ id, text }) => ({ id: Number(id), text }))),
  reordered: changed((all) => all.toReversed()),
  'an id again': changed((all) => [...all, ...all.slice(0, 1)]),
  'an id twice': changed((all) => [...all, ...all.slice(0, 1).map(({ id }) => ({ id, text: 'something else' }))]),
  'ids of its own': changed((all) => all.map(({ text }, index) => ({ id: `t${index + 1}`, text }))),
  'one too many': changed((all) => [...all, { id: all.length + 1, text: 'and that is all' }]),
  'one left out': changed((all) => (all.length < 3 ? all : all.toSpliced(1, 1))),
  'last one left out': changed((all) => (all.length < 2 ? all : all.slice(0, -1))),
  'two made one': changed((all) =>
    all.length < 3
      ? all
      : all.flatMap(({ id, text }, index) =>
          index === 2 ? [] : [{ id, text: index === 1 ? `${text} ${all[2]?.text}` : text }],
        ),
  ),
  'two made one, twice': changed((all) =>
    all.length < 3
      ? all
      : all.map(({ id, text }, index) => ({
          id,
          text: index === 1 || index === 2 ? `${all[1]?.text} ${all[2]?.text}` : text,
        })),
  ),
  'moved by one': changed((all) =>
    all.length < 3 ? all : all.map(({ id }, index) => ({ id, text: all[(index + 1) % all.length]?.text ?? '' })),
  ),
  untranslated: changed((all, { texts }) => all.map(({ id }, index) => ({ id, text: texts[index]?.text ?? '' }))),
  'in French': changed((all) => all.map(({ id }) => ({ id, text: FRENCH }))),
  'the instructions': changed((all, { system }) =>
    all.map(({ id }) => ({ id, text: system.split('\n').find((line) => line.startsWith('- Say')) ?? system })),
  ),
  refusal: () => ({ text: '', end: 'refusal' }),
  'content filter': () => ({ text: '', end: 'content-filter' }),
  'cut off': (work) => ({ text: json(work).slice(0, json(work).length >> 1), end: 'length' }),
} as const satisfies Readonly<Record<string, (work: Work) => Written>>

export type Mood = keyof typeof moods

/** Done well. */
export const done = (work: Work): Written => ({ text: json(work) })
