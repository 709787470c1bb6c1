/**
 * Names of months in the systems that Arabic and English texts use, first month first. Arabic as `normalizeKey` gives it,
 * English in small letters. Source: CLDR (ar, ar-SY, ar-MA, ar-DZ, ar-TN; islamic calendar) and usage of the press.
 */

export const GREGORIAN_MONTHS: readonly (readonly string[])[] = [
  ['يناير', 'كانون الثاني', 'جانفي', 'january', 'jan'],
  ['فبراير', 'شباط', 'فيفري', 'february', 'feb'],
  ['مارس', 'اذار', 'march', 'mar'],
  ['ابريل', 'نيسان', 'افريل', 'april', 'apr'],
  ['مايو', 'ايار', 'ماي', 'may'],
  ['يونيو', 'حزيران', 'جوان', 'يونيه', 'june', 'jun'],
  ['يوليو', 'تموز', 'جويلية', 'يوليوز', 'يوليه', 'july', 'jul'],
  ['اغسطس', 'اب', 'اوت', 'غشت', 'august', 'aug'],
  ['سبتمبر', 'ايلول', 'شتنبر', 'september', 'sept', 'sep'],
  ['اكتوبر', 'تشرين الاول', 'october', 'oct'],
  ['نوفمبر', 'تشرين الثاني', 'نونبر', 'november', 'nov'],
  ['ديسمبر', 'كانون الاول', 'دجنبر', 'december', 'dec'],
]

export const HIJRI_MONTHS: readonly (readonly string[])[] = [
  ['محرم', 'المحرم', 'muharram'],
  ['صفر', 'safar'],
  ['ربيع الاول', "rabi' al-awwal", 'rabi al-awwal', 'rabi i'],
  ['ربيع الاخر', 'ربيع الثاني', "rabi' al-thani", 'rabi al-thani', 'rabi ii'],
  ['جمادي الاولي', 'جمادي الاول', 'jumada al-ula', 'jumada al-awwal', 'jumada i'],
  ['جمادي الاخرة', 'جمادي الثانية', 'جمادي الاخر', 'jumada al-akhira', 'jumada al-thani', 'jumada ii'],
  ['رجب', 'rajab'],
  ['شعبان', "sha'ban", 'shaban'],
  ['رمضان', 'ramadan'],
  ['شوال', 'shawwal'],
  ['ذو القعدة', 'ذي القعدة', "dhu al-qi'dah", 'dhu al-qidah'],
  ['ذو الحجة', 'ذي الحجة', 'dhu al-hijjah'],
]
