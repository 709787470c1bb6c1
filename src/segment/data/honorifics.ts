/**
 * What is said after a revered name, an entry a line, without vowels.
 *
 * Sources: the honorific ligatures of Unicode 16 (Arabic Presentation Forms-A, U+FD40–FD4F, FDCF, FDFA, FDFB, FDFE,
 * FDFF), whose names spell them; the lists of eulogies in EI², "Taṣliya" and "Salām", and in al-Nawawī, Kitāb al-Adhkār
 * (chapters on blessings on the Prophet, on the companions and on the scholars), as they stand in print.
 */
export const HONORIFICS: readonly string[] = `
صلى الله عليه وسلم
صلى الله عليه وآله وسلم
صلى الله عليه وآله وصحبه وسلم
صلى الله عليه وعلى آله وسلم
صلى الله عليه وعلى آله وصحبه وسلم
صلى الله عليه وآله
صلى الله تعالى عليه وسلم
صلى الله عليهم وسلم
صلوات الله عليه
صلوات الله عليهم
صلوات الله وسلامه عليه
صلوات الله وسلامه عليهم
صلوات ربي وسلامه عليه
عليه الصلاة والسلام
عليه أفضل الصلاة والسلام
عليه أفضل الصلاة وأتم التسليم
عليه السلام
عليها السلام
عليهما السلام
عليهم السلام
عليهم الصلاة والسلام
رضي الله عنه
رضي الله عنها
رضي الله عنهما
رضي الله عنهم
رضي الله عنهن
رضي الله تعالى عنه
رضي الله تعالى عنها
رضي الله تعالى عنهما
رضي الله تعالى عنهم
رضي الله عنه وأرضاه
رضي الله عنها وأرضاها
رضوان الله عليه
رضوان الله عليها
رضوان الله عليهم
كرم الله وجهه
رحمه الله
رحمها الله
رحمهما الله
رحمهم الله
رحمه الله تعالى
رحمها الله تعالى
رحمهم الله تعالى
رحمة الله عليه
رحمة الله عليها
رحمة الله عليهم
قدس الله سره
عز وجل
جل جلاله
جل وعلا
جل شأنه
عز شأنه
سبحانه وتعالى
تبارك وتعالى
`
  .trim()
  .split('\n')

/** Each of them one character. */
export const HONORIFIC_SIGNS = '\uFD40-\uFD4F\uFDCF\uFDFA\uFDFB\uFDFE\uFDFF'

/** Whose words stand in quotation marks after them: the Prophet, by what he is called in reports (al-Nawawī, al-Adhkār; the isnāds of the Six Books). */
export const NAMES_OF_THE_PROPHET: readonly string[] = `
رسول الله
النبي
نبي الله
نبينا
نبينا محمد
النبي محمد
الرسول
الرسول محمد
رسول الله محمد
المصطفى
`
  .trim()
  .split('\n')
