/** Check `honorifics`: what follows a revered name is in the translation, and in one form in a document. */
import { quote } from '../errors.ts'
import { oncePerPair, type Check, type Fault, type Pair } from './check.ts'
import { sourceKey } from './pair-keys.ts'

interface Family {
  readonly source: RegExp
  /** A form a pattern: two of them in a document are one too many. */
  readonly forms: readonly RegExp[]
}

const GOD = '(?:God|Allah)'
const FAMILIES: readonly Family[] = [
  {
    source: /\uFDFA|صلي الله عليه(?: و[\u0621-\u064A]+)* وسلم|عليه الصلاة والسلام/,
    forms: [
      /\uFDFA/,
      new RegExp(
        `(?:may )?${GOD}(?:'s|\u2019s)? (?:bless|blessings?)[^.,;)]*|(?:may )?the blessings? [^.,;)]*of ${GOD}[^.,;)]*|blessings? and peace[^.,;)]*|prayers? and peace[^.,;)]*`,
        'i',
      ),
      /(?:may )?peace (?:and blessings (?:of \w+ )?)?be (?:up)?on him/i,
      /\bp\.?b\.?u\.?h\b/i,
      /\bsaw\b(?=\))|\bSAWS?\b|\(s\)|\u1E63al/,
    ],
  },
  {
    source: /رضي الله (?:تعالي )?عن(?:ه|ها|هم|هما|هن)(?![\u0621-\u064A])/,
    forms: [
      new RegExp(`(?:may )?${GOD} be (?:well[- ])?pleased with \\w+|(?:may )?the pleasure of ${GOD}[^.,;)]*`, 'i'),
      /\bmay \w+ be pleased with (?:him|her|them)/i,
      /\bR\.?A\.?(?=\W)|\(r\)|ra\u1E0Diy/,
      /\uFDF9|\uFD40|\uFD41|\uFD42/,
    ],
  },
  {
    source: /علي(?:ه|ها|هم|هما) السلام/,
    forms: [
      /(?:may )?peace be (?:up)?on (?:him|her|them)/i,
      /\bA\.?S\.?(?=\))|\(a\)|\bp\.?b\.?u\.?h\b/i,
      /\uFD47|\u02BFalay/,
    ],
  },
  {
    source: /رحم(?:ه|ها|هم|هما) الله(?! عليه)/,
    forms: [
      new RegExp(
        `(?:may )?${GOD} have mercy (?:up)?on \\w+|${GOD} rest \\w+ soul|(?:may )?${GOD}(?:'s|\u2019s) mercy be (?:up)?on \\w+`,
        'i',
      ),
      /\bmay (?:he|she|they) rest in peace/i,
      /\bthe late\b/i,
      /ra\u1E25im/,
    ],
  },
]

export const honorifics: Check = {
  id: 'honorifics',
  severity: 'info',
  create: (pairs) => {
    const first = FAMILIES.map((_, index) =>
      pairs.map((pair) => formsIn(pair)[index]).find((form) => form !== undefined),
    )
    return (pair) =>
      FAMILIES.flatMap((family, index): readonly Fault[] => {
        const given = family.source.exec(sourceKey(pair))?.[0]
        if (given === undefined) return []
        const form = formsIn(pair)[index]
        if (form === undefined)
          return [{ message: `Unexpected absence of ${quote(given)} in the translation, expected it there too` }]
        const usual = first[index] ?? form
        return form.index === usual.index
          ? []
          : [
              {
                message: `Unexpected ${quote(form.shown)} for ${quote(given)}, expected ${quote(usual.shown)} as before`,
              },
            ]
      })
  },
}

/** By family. */
const formsIn = oncePerPair((pair) => FAMILIES.map((family) => formIn(pair, family)))

function formIn(
  pair: Pair,
  { source: given, forms }: Family,
): { readonly index: number; readonly shown: string } | undefined {
  if (!given.test(sourceKey(pair))) return undefined
  const found = forms.flatMap((form, index) => {
    const shown = form.exec(pair.target)?.[0]
    return shown === undefined ? [] : [{ index, shown }]
  })
  return found[0]
}
