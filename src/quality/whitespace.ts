/** Check `whitespace`: one space between words, none at the ends or in front of a mark. */
import { plainText } from '../bitext/content.ts'
import { eachPair, faultIf, type Check } from './check.ts'

const OBJECT = '\uFFFC'
const FAULTS: readonly (readonly [pattern: RegExp, found: string, expected: string])[] = [
  [/^\s|\s$/, 'white space at an end of the translation', 'none'],
  [/[^\S\n]{2,}|\t/, 'two spaces in a row in the translation', 'one'],
  [/\p{L}[^\S\n]+[,;:!?.](?=\s|$|["\u201D\u2019)])/u, 'space in front of a mark in the translation', 'none'],
  [
    /[([\u201C]\s+\p{L}|\p{L}\s+[)\]\u201D](?!\p{L})/u,
    'space inside of brackets or quotation marks in the translation',
    'none',
  ],
  [
    /\p{L},\p{L}|\p{Ll}{2}[;!?]\p{L}|\p{Ll}{2}[.]\p{Lu}\p{Ll}+\s/u,
    'word right behind a mark in the translation',
    'a space between',
  ],
]
/** Names with a mark in them are none of the last kind; entities are for another check. */
const NAMES = /&[a-z]+;|(?:https?:\/\/|www\.)\S+|\S+@\S+|[A-Za-z]+\.(?:js|ts|py|md|com|org|net|io|html|php|NET|JS)\b/g

export const whitespace: Check = {
  id: 'whitespace',
  severity: 'info',
  create: eachPair(({ segment }) => {
    const target = (segment.target ?? []).map((part) =>
      typeof part === 'string' ? part : part.kind === 'standalone' ? OBJECT : '',
    )
    const text = target.join('').replace(NAMES, OBJECT)
    // Between two codes the space may be theirs; as verse is set, it is the source's.
    const wide = /[^\S\n]{3,}|\t/.test(plainText(segment.source))
    const fault = FAULTS.find(([pattern], index) => !(wide && index === 1) && pattern.test(text))
    return faultIf(fault !== undefined, () => `Unexpected ${fault?.[1]}, expected ${fault?.[2]}`)
  }),
}
