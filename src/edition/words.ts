/** The page's own words, in English and Arabic. */
import type { RowState } from './edition.ts'

export interface Words {
  readonly edition: string
  readonly both: string
  readonly view: string
  readonly skip: string
  readonly paragraphs: string
  readonly paragraph: string
  readonly states: Readonly<Record<RowState, string>>
  readonly notTranslated: string
  readonly changed: string
  readonly needsWork: string
  readonly machine: string
  readonly pseudo: string
  readonly source: string
  readonly leftOut: string
  readonly translation: string
  readonly responsible: string
  readonly fonts: string
  readonly index: string
  readonly documents: string
  readonly backToText: string
  readonly picture: string
  readonly added: string
  readonly removed: string
  /** Names of languages in this one. */
  readonly languages: Readonly<Record<string, string>>
}

const english: Words = {
  edition: 'Bilingual edition', both: 'Both', view: 'Languages shown', skip: 'Skip to the text', paragraphs: 'paragraphs', paragraph: 'Paragraph',
  states: { missing: 'not translated', stale: 'source changed', pseudo: 'placeholder', draft: 'machine draft', reviewed: 'reviewed', carried: 'as it stands' },
  notTranslated: 'Not translated', changed: 'The source has changed since this was translated.', needsWork: 'needs work',
  machine: 'Machine translation, not reviewed.', pseudo: 'Placeholder text, not a translation.',
  source: 'Source', leftOut: 'lines left out', translation: 'Translation', responsible: 'Responsible for the translation', fonts: 'Set in Amiri and Literata.',
  index: 'Bilingual editions', documents: 'documents', backToText: 'Back to the text', picture: 'Picture', added: 'added', removed: 'removed',
  languages: { ar: 'Arabic', en: 'English', fa: 'Persian', ur: 'Urdu', he: 'Hebrew', fr: 'French', de: 'German', es: 'Spanish', tr: 'Turkish', ru: 'Russian' },
}

const arabic: Words = {
  edition: 'طبعة ثنائية اللغة', both: 'اللغتان', view: 'اللغات المعروضة', skip: 'إلى النص', paragraphs: 'الفقرات', paragraph: 'فقرة',
  states: { missing: 'لم تُترجَم', stale: 'تغيّر أصلها', pseudo: 'نص تجريبي', draft: 'مسوّدة آلية', reviewed: 'روجعت', carried: 'كما هي' },
  notTranslated: 'لم تُترجَم بعد', changed: 'تغيّر الأصل بعد ترجمته', needsWork: 'تحتاج إلى عمل',
  machine: 'ترجمة آلية لم تُراجَع.', pseudo: 'نص تجريبي، ليس ترجمة.',
  source: 'المصدر', leftOut: 'سطور متروكة', translation: 'الترجمة', responsible: 'المسؤول عن الترجمة', fonts: 'بخطّي أميري وليتراتا.',
  index: 'طبعات ثنائية اللغة', documents: 'الوثائق', backToText: 'العودة إلى النص', picture: 'صورة', added: 'مضاف', removed: 'محذوف',
  languages: { ar: 'العربية', en: 'الإنجليزية', fa: 'الفارسية', ur: 'الأردية', he: 'العبرية', fr: 'الفرنسية', de: 'الألمانية', es: 'الإسبانية', tr: 'التركية', ru: 'الروسية' },
}

const OWN_NAMES: Readonly<Record<string, string>> = { ar: 'العربية', en: 'English', fa: 'فارسی', ur: 'اردو', he: 'עברית', fr: 'Français', de: 'Deutsch', es: 'Español', tr: 'Türkçe', ru: 'Русский' }

/** Words in a language: Arabic ones for Arabic, English ones for all others. */
export function wordsIn(language: string): Words {
  return /^ar\b/i.test(language) ? arabic : english
}

/** A language's name in itself; its tag where it is not known. */
export function ownName(language: string): string {
  return OWN_NAMES[language.split('-')[0]?.toLowerCase() ?? ''] ?? language
}
