/** The page's own words, in English and Arabic. */
import { toArabicIndic } from '../text/digits.ts'
import type { AlertName, Counts, RowState } from './edition.ts'

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
  readonly translation: string
  readonly responsible: string
  readonly fonts: string
  readonly index: string
  readonly documents: Label
  readonly note: string
  readonly notes: string
  readonly backToText: string
  /** A task's box. */
  readonly done: string
  readonly toDo: string
  readonly added: string
  readonly removed: string
  readonly alerts: Readonly<Record<AlertName, string>>
  /** Names of languages in this one. */
  readonly languages: Readonly<Record<string, string>>
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
  translation: 'Translation',
  responsible: 'Responsible for the translation',
  fonts: 'Set in Amiri and Literata.',
  index: 'Bilingual editions',
  documents: { one: 'document', many: 'documents' },
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
  languages: {
    ar: 'Arabic',
    en: 'English',
    fa: 'Persian',
    ur: 'Urdu',
    he: 'Hebrew',
    fr: 'French',
    de: 'German',
    es: 'Spanish',
    tr: 'Turkish',
    ru: 'Russian',
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
  translation: 'الترجمة',
  responsible: 'المسؤول عن الترجمة',
  fonts: 'الخطّان: الأميري وليتراتا.',
  index: 'طبعات ثنائية اللغة',
  documents: 'الوثائق',
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
  languages: {
    ar: 'العربية',
    en: 'الإنجليزية',
    fa: 'الفارسية',
    ur: 'الأردية',
    he: 'العبرية',
    fr: 'الفرنسية',
    de: 'الألمانية',
    es: 'الإسبانية',
    tr: 'التركية',
    ru: 'الروسية',
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

/** Words in a language: Arabic ones for Arabic, English ones for all others. */
export function wordsIn(language: string): Words {
  return /^ar\b/i.test(language) ? arabic : english
}

/** A language's name in itself; its tag where it is not known. */
export function ownName(language: string): string {
  return OWN_NAMES[language.split('-')[0]?.toLowerCase() ?? ''] ?? language
}

/** What a row's state is called: a draft is a machine's only where a machine's words are in it. */
export function stateWords(
  { state, machine }: { readonly state: RowState; readonly machine: boolean },
  language: string,
): string {
  const words = wordsIn(language)
  return state === 'draft' && !machine ? words.draft : words.states[state]
}

/** The same for a count of rows. */
export function countWords(state: RowState, { states, machineDrafts }: Counts, language: string): string {
  return stateWords({ state, machine: machineDrafts === states.draft }, language)
}

/** "29 paragraphs"; in Arabic label and number, which spares the six plural forms: "الفقرات: ٢٩". */
export function counted(label: Label, count: number, language: string): string {
  const { one, many } = typeof label === 'string' ? { one: label, many: label } : label
  return /^ar\b/i.test(language) ? `${many}: ${toArabicIndic(count)}` : `${count} ${count === 1 ? one : many}`
}
