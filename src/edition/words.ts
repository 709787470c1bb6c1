/** The page's own words, in English and Arabic, and in those of a project. */
import { toArabicIndic } from '../text/digits.ts'
import type { AlertName, RowState } from './kinds.ts'
import { safeLine } from './safe-text.ts'

/** What is counted, where one of it has another name. */
export type Label = string | { readonly one: string; readonly many: string }

export interface Words {
  readonly edition: string
  readonly both: string
  readonly view: string
  /** The view whose translation is covered, and how it is uncovered. */
  readonly learn: string
  readonly learnHow: string
  /** The choice that shows whose words each translation is. */
  readonly tashkeel: string
  readonly origins: string
  /** One whose name is not known. */
  readonly person: string
  /** A translation memory whose name is not known. */
  readonly imported: string
  readonly skip: string
  readonly paragraphs: Label
  readonly paragraph: string
  readonly states: Readonly<Record<RowState, string>>
  /** A draft that is a person's. */
  readonly draft: string
  readonly notTranslated: string
  /** Of the printed source. */
  readonly page: string
  readonly pages: string
  readonly changed: string
  readonly needsWork: string
  readonly machine: string
  readonly pseudo: string
  readonly colophon: string
  readonly contents: string
  readonly source: string
  readonly sentences: Label
  readonly leftOut: Label
  /** Texts that are no rows, and those of them that are missing. */
  readonly beside: Label
  readonly besideMissing: Label
  readonly translation: string
  readonly responsible: string
  readonly fonts: string
  readonly index: string
  readonly documents: Label
  /** Of a site: the documents before and after, and what leads to them. */
  readonly previous: string
  readonly next: string
  readonly neighbours: string
  /** Of its search. */
  readonly search: string
  readonly results: Label
  readonly nothingFound: string
  readonly moreResults: string
  readonly searchFailed: string
  readonly note: string
  readonly notes: string
  readonly backToText: string
  /** A task's box. */
  readonly done: string
  readonly toDo: string
  readonly added: string
  readonly removed: string
  readonly alerts: Readonly<Record<AlertName, string>>
}

const english: Words = {
  edition: 'Bilingual edition',
  both: 'Both',
  view: 'Languages shown',
  learn: 'Practice',
  learnHow: 'the translation is covered until it is pointed at, tapped, or its number has the focus',
  tashkeel: 'Tashkeel',
  origins: 'Translators',
  person: 'a person',
  imported: 'a translation memory',
  skip: 'Skip to the text',
  paragraphs: { one: 'paragraph', many: 'paragraphs' },
  paragraph: 'Paragraph',
  states: {
    missing: 'not translated',
    stale: 'source changed',
    pseudo: 'placeholder',
    draft: 'machine draft',
    reviewed: 'reviewed',
    carried: 'as it stands',
  },
  draft: 'draft',
  notTranslated: 'Not translated',
  page: 'page',
  pages: 'Pages',
  changed: 'The source has changed since this was translated.',
  needsWork: 'needs work',
  machine: 'Machine translation, not reviewed.',
  pseudo: 'Placeholder text, not a translation.',
  colophon: 'Colophon',
  contents: 'Contents',
  source: 'Source',
  sentences: { one: 'sentence', many: 'sentences' },
  leftOut: { one: 'line left out', many: 'lines left out' },
  beside: {
    one: 'text of a picture, a link or the front matter',
    many: 'texts of pictures, links and the front matter',
  },
  besideMissing: {
    one: 'text of a picture, a link or the front matter is not translated.',
    many: 'texts of pictures, links and the front matter are not translated.',
  },
  translation: 'Translation',
  responsible: 'Responsible for the translation',
  fonts: 'Set in Amiri and Literata.',
  index: 'Bilingual editions',
  documents: { one: 'document', many: 'documents' },
  previous: 'Previous',
  next: 'Next',
  neighbours: 'Documents before and after',
  search: 'Search',
  results: { one: 'result', many: 'results' },
  nothingFound: 'Nothing found.',
  moreResults: 'More results',
  searchFailed: 'The search could not be loaded.',
  note: 'Note',
  notes: 'Notes',
  backToText: 'Back to the text',
  done: 'done',
  toDo: 'to do',
  added: 'added',
  removed: 'removed',
  alerts: {
    note: 'note',
    tip: 'tip',
    important: 'important',
    warning: 'warning',
    caution: 'caution',
    danger: 'danger',
    info: 'information',
    example: 'example',
    question: 'question',
    success: 'success',
    summary: 'summary',
  },
}

const arabic: Words = {
  edition: 'طبعة ثنائية اللغة',
  both: 'اللغتان',
  view: 'اللغات المعروضة',
  learn: 'تدرّب',
  learnHow: 'الترجمة مغطّاة حتى يُشار إليها أو تُلمس أو يُنتقل إلى رقمها',
  tashkeel: 'التشكيل',
  origins: 'المترجمون',
  person: 'مترجم',
  imported: 'ذاكرة ترجمة',
  skip: 'إلى النص',
  paragraphs: 'الفقرات',
  paragraph: 'فقرة',
  states: {
    missing: 'لم تُترجَم',
    stale: 'تغيّر أصلها',
    pseudo: 'نص تجريبي',
    draft: 'مسوّدة آلية',
    reviewed: 'روجعت',
    carried: 'كما هي',
  },
  draft: 'مسوّدة',
  notTranslated: 'لم تُترجَم بعد',
  page: 'صفحة',
  pages: 'الصفحات',
  changed: 'تغيّر الأصل بعد ترجمته',
  needsWork: 'تحتاج تحسيناً',
  machine: 'ترجمة آلية لم تُراجَع.',
  pseudo: 'نص تجريبي، ليس ترجمة.',
  colophon: 'حَرْد المتن',
  contents: 'المحتويات',
  source: 'الأصل',
  sentences: 'الجمل',
  leftOut: 'سطور متروكة',
  beside: 'نصوص الصور والروابط والبيانات التعريفية',
  besideMissing: 'ما لم يُترجَم من نصوص الصور والروابط والبيانات التعريفية',
  translation: 'الترجمة',
  responsible: 'المسؤول عن الترجمة',
  fonts: 'الخطّان: الأميري وليتراتا.',
  index: 'طبعات ثنائية اللغة',
  documents: 'الوثائق',
  previous: 'السابقة',
  next: 'التالية',
  neighbours: 'الوثيقة السابقة والتالية',
  search: 'بحث',
  results: 'النتائج',
  nothingFound: 'لا نتيجة.',
  moreResults: 'نتائج أخرى',
  searchFailed: 'تعذّر تحميل البحث.',
  note: 'حاشية',
  notes: 'الحواشي',
  backToText: 'العودة إلى النص',
  done: 'أُنجزت',
  toDo: 'لم تُنجز',
  added: 'مضاف',
  removed: 'محذوف',
  alerts: {
    note: 'ملاحظة',
    tip: 'نصيحة',
    important: 'مهم',
    warning: 'تحذير',
    caution: 'احذر',
    danger: 'خطر',
    info: 'معلومة',
    example: 'مثال',
    question: 'سؤال',
    success: 'نجاح',
    summary: 'ملخّص',
  },
}

const OWN_NAMES: Readonly<Record<string, string>> = {
  ar: 'العربية',
  en: 'English',
  fa: 'فارسی',
  ur: 'اردو',
  he: 'עברית',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
  tr: 'Türkçe',
  ru: 'Русский',
}

/** As they are by themselves, by language. */
export const WORDS: Readonly<Record<'en' | 'ar', Words>> = { en: english, ar: arabic }

/** Some of them, as a project says them. */
export type SomeWords = {
  readonly [Name in keyof Words]?:
    | (Words[Name] extends string
        ? string
        : Words[Name] extends Label
          ? Label
          : { readonly [Key in keyof Words[Name]]?: string | undefined })
    | undefined
}

/** A project's own, by language: they go before ours. */
export type OwnWords = Readonly<Record<string, SomeWords>>

export const NO_OWN_WORDS: OwnWords = {}

const known = new WeakMap<OwnWords, Map<string, Words>>()

/**
 * Words in a language: the project's own, for the whole tag or the language alone, then Arabic ones for Arabic and
 * English ones for all others.
 */
export function wordsIn(language: string, own: OwnWords): Words {
  const ofProject = known.get(own) ?? new Map<string, Words>()
  known.set(own, ofProject)
  const words = ofProject.get(language) ?? joined(language, own)
  ofProject.set(language, words)
  return words
}

function joined(language: string, own: OwnWords): Words {
  const base = /^ar\b/i.test(language) ? arabic : english
  const tags = [language.split('-')[0] ?? '', language].map((tag) => tag.toLowerCase())
  const some = tags.flatMap((tag) => Object.entries(own).filter(([each]) => each.toLowerCase() === tag))
  return some.reduce<unknown>((words, [, more]) => laid(words, more), base) as Words // what is laid over has its form
}

/** Texts over texts, one line each, as deep as they go; what says nothing changes nothing. */
function laid(base: unknown, over: unknown): unknown {
  if (typeof over === 'string') return safeLine(over) === '' ? base : safeLine(over)
  if (typeof over !== 'object' || over === null) return base
  const from = typeof base === 'object' && base !== null ? base : {}
  const entries = Object.entries(over).map(
    ([key, value]) => [key, laid(from[key as keyof typeof from], value)] as const,
  ) // any name
  return { ...from, ...Object.fromEntries(entries) }
}

/** A language's name in itself; its tag where it is not known. */
export function ownName(language: string): string {
  return OWN_NAMES[language.split('-')[0]?.toLowerCase() ?? ''] ?? language
}

/** What a row's state is called: a draft is a machine's only where a machine's words are in it. */
export function stateWords(
  { state, machine }: { readonly state: RowState; readonly machine: boolean },
  language: string,
  own: OwnWords,
): string {
  const words = wordsIn(language, own)
  return state === 'draft' && !machine ? words.draft : words.states[state]
}

/** The same for a count of rows. */
export function countWords(
  state: RowState,
  { states, machineDrafts }: { readonly states: Readonly<Record<RowState, number>>; readonly machineDrafts: number },
  language: string,
  own: OwnWords,
): string {
  return stateWords({ state, machine: machineDrafts === states.draft }, language, own)
}

/** "29 paragraphs"; in Arabic label and number, which spares the six plural forms: "الفقرات: ٢٩". */
export function counted(label: Label, count: number, language: string): string {
  const { one, many } = typeof label === 'string' ? { one: label, many: label } : label
  return /^ar\b/i.test(language) ? `${many}: ${toArabicIndic(count)}` : `${count} ${count === 1 ? one : many}`
}
