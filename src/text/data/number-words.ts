/**
 * Number words of Arabic and English by what they do in a number. Arabic as `normalizeKey` gives it (ا for أ إ آ, ي for ى).
 * Source: Arabic grammars on the numerals (Wright I, §§ 318–328; Ryding ch. 15), both spellings of مئة; English dictionaries.
 */

/** What counts below a hundred; `ten` is عشر behind a unit. */
export const UNITS: Readonly<Record<string, number>> = {
  صفر: 0,
  واحد: 1,
  واحدة: 1,
  اثنان: 2,
  اثنين: 2,
  اثنتان: 2,
  اثنتين: 2,
  ثلاث: 3,
  ثلاثة: 3,
  اربع: 4,
  اربعة: 4,
  خمس: 5,
  خمسة: 5,
  ست: 6,
  ستة: 6,
  سبع: 7,
  سبعة: 7,
  ثمان: 8,
  ثماني: 8,
  ثمانية: 8,
  تسع: 9,
  تسعة: 9,
  ثلاثا: 3,
  اربعا: 4,
  خمسا: 5,
  ستا: 6,
  سبعا: 7,
  ثمانيا: 8,
  تسعا: 9,
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
}

/** Units only before عشر, عشرة and و with tens: by themselves they mean "anyone", or stand in no number. */
export const BOUND_UNITS: Readonly<Record<string, number>> = {
  احد: 1,
  احدي: 1,
  اثنا: 2,
  اثني: 2,
  اثنتا: 2,
  اثنتي: 2,
}

export const TEN: Readonly<Record<string, number>> = { عشر: 10, عشرا: 10, عشرة: 10 }

/** Nothing but hundreds and scales stands before them in a number. */
export const TEENS: Readonly<Record<string, number>> = {
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
}

export const TENS: Readonly<Record<string, number>> = {
  عشرون: 20,
  عشرين: 20,
  ثلاثون: 30,
  ثلاثين: 30,
  اربعون: 40,
  اربعين: 40,
  خمسون: 50,
  خمسين: 50,
  ستون: 60,
  ستين: 60,
  سبعون: 70,
  سبعين: 70,
  ثمانون: 80,
  ثمانين: 80,
  تسعون: 90,
  تسعين: 90,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}

/** A hundred, or as many as the unit before it says. */
export const HUNDRED: readonly string[] = ['مئة', 'مائة', 'ماية', 'hundred']

/** Hundreds in one word; the duals also without their nun, before a noun. */
export const HUNDREDS: Readonly<Record<string, number>> = {
  مئتان: 200,
  مئتين: 200,
  مئتا: 200,
  مئتي: 200,
  مائتان: 200,
  مائتين: 200,
  مائتا: 200,
  مائتي: 200,
  ...Object.fromEntries(
    ['ثلاث', 'اربع', 'خمس', 'ست', 'سبع', 'ثمان', 'تسع'].flatMap((unit, index) =>
      ['مئة', 'مائة'].map((hundred): [string, number] => [unit + hundred, (index + 3) * 100]),
    ),
  ),
}

/** One of it, or as many as the number before it says. */
export const SCALES: Readonly<Record<string, number>> = {
  الف: 1e3,
  الفا: 1e3,
  مليون: 1e6,
  مليونا: 1e6,
  مليار: 1e9,
  مليارا: 1e9,
  بليون: 1e9,
  تريليون: 1e12,
  ترليون: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
}

/** Plurals of scales: without a number before them they say nothing but "many". */
export const PLURAL_SCALES: Readonly<Record<string, number>> = {
  الاف: 1e3,
  ملايين: 1e6,
  مليارات: 1e9,
  بلايين: 1e9,
  تريليونات: 1e12,
}

export const DUAL_SCALES: Readonly<Record<string, number>> = {
  الفان: 2e3,
  الفين: 2e3,
  الفي: 2e3,
  مليوني: 2e6,
  ملياري: 2e9,
  مليونان: 2e6,
  مليونين: 2e6,
  ملياران: 2e9,
  مليارين: 2e9,
}

/** Parts of the scale before them (مليون ونصف). */
export const FRACTIONS: Readonly<Record<string, number>> = { نصف: 0.5, ربع: 0.25, half: 0.5, quarter: 0.25 }

/** Ordinals, Arabic ones without the article. */
export const ORDINAL_WORDS: Readonly<Record<string, number>> = {
  اول: 1,
  اولي: 1,
  ثاني: 2,
  ثانية: 2,
  ثالث: 3,
  ثالثة: 3,
  رابع: 4,
  رابعة: 4,
  خامس: 5,
  خامسة: 5,
  سادس: 6,
  سادسة: 6,
  سابع: 7,
  سابعة: 7,
  ثامن: 8,
  ثامنة: 8,
  تاسع: 9,
  تاسعة: 9,
  عاشر: 10,
  عاشرة: 10,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
}

/** Ordinals only before عشر, عشرة. */
export const BOUND_ORDINALS: Readonly<Record<string, number>> = { حادي: 1, حادية: 1 }
