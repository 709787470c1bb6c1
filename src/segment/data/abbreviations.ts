/**
 * Abbreviations after which a period ends no sentence, by kind. Without marks and tatweel, a word
 * an entry. A single Arabic letter before a period needs no list.
 */

/** Letters of other alphabets spelled out in names (جورج دبليو. بوش). Source: usage of Arabic news agencies; names of the Latin letters in Arabic. */
export const SPELLED_INITIALS: readonly string[] = [
  'إيه', 'ايه', 'بي', 'سي', 'دي', 'إي', 'اي', 'إف', 'اف', 'جي', 'إتش', 'اتش', 'آي', 'جيه', 'كيه', 'كي', 'إل', 'ال', 'إم', 'ام', 'إن', 'ان',
  'أو', 'او', 'كيو', 'آر', 'ار', 'إس', 'اس', 'تي', 'يو', 'في', 'دبليو', 'إكس', 'اكس', 'واي', 'زد', 'زي',
]

/** Always before a name or a number. Source: titles and references as in Arabic style guides and Wehr's list of abbreviations. */
export const BEFORE_A_WORD: readonly string[] = [
  'أد', 'اد', 'دم', 'تر', 'تح', 'تحق', 'مج', 'صص', 'رق', 'قس', 'هند', 'مهند', 'بروف', 'دك', 'ست', 'آن', 'قا', 'مق', 'ها', 'تلف', 'شا', 'عم', 'رض', 'ره',
]

/** May end a sentence; what follows decides. Source: units of the SI in Arabic, eras, and "et cetera". */
export const MAY_END: readonly string[] = [
  'إلخ', 'الخ', 'كم', 'كلم', 'سم', 'ملم', 'مم', 'كغ', 'كجم', 'كلغ', 'غم', 'جم', 'ملغ', 'مل', 'طن', 'لتر', 'هك', 'قم', 'ثا', 'دق', 'كيلو', 'اهـ', 'اه', 'أه', 'انتهى', 'صلعم',
]

/** Latin abbreviations met in Arabic texts; lower case, without the period. Source: Unicode CLDR, segmentation suppressions for English (a selection), and company forms. */
export const LATIN: readonly string[] = [
  'inc', 'ltd', 'co', 'corp', 'llc', 'mr', 'mrs', 'ms', 'dr', 'prof', 'st', 'jr', 'sr', 'vs', 'etc', 'eg', 'ie', 'no', 'vol', 'pp', 'p', 'fig', 'ed', 'eds', 'al', 'cf', 'ca',
  'approx', 'dept', 'gen', 'col', 'lt', 'sgt', 'capt', 'rev', 'hon', 'gov', 'sen', 'rep', 'messrs', 'mme', 'bros', 'jan', 'feb', 'mar', 'apr', 'jun', 'jul', 'aug', 'sep', 'sept', 'oct', 'nov', 'dec',
]

/** Words that go on with the sentence after an ellipsis or a quotation. Source: Arabic grammars on conjunctions of correction and sequence. */
export const CONTINUATIONS: readonly string[] = ['ثم', 'بل', 'أو', 'او', 'أم', 'لكن', 'ولكن', 'لكنه', 'لكنها', 'إلا', 'الا', 'حتى', 'أي', 'اي']

/** Words that speak on behalf of a quotation just closed («…؟» قال). */
export const SPEECH_VERBS: readonly string[] = [
  'قال', 'قالت', 'يقول', 'تقول', 'سأل', 'سألت', 'سأله', 'سألها', 'يسأل', 'تساءل', 'تساءلت', 'يتساءل', 'أجاب', 'أجابت', 'اجاب', 'رد', 'ردت', 'صاح', 'صاحت', 'صرخ', 'صرخت', 'هتف', 'همس', 'همست', 'أضاف', 'تمتم',
]

/** Words that lean on what stands before them: after an abbreviation they go on with its sentence. Source: Arabic grammars, particles of the genitive and relatives. */
export const LEANING: readonly string[] = [
  'من', 'في', 'عن', 'إلى', 'الى', 'على', 'مع', 'بعد', 'قبل', 'بين', 'عند', 'لدى', 'منذ', 'حتى', 'خلال', 'ضمن', 'نحو', 'حول', 'تحت', 'فوق', 'شمال', 'جنوب', 'شرق', 'غرب',
  'التي', 'الذي', 'الذين', 'اللذين', 'اللتين', 'حيث', 'أو', 'او', 'أي', 'تقريبا', 'فقط', 'أيضا', 'مربع', 'مكعب',
]

/** Ordinals that count a list at the start of a line (أولاً.). */
export const ORDINALS: readonly string[] = ['أولا', 'اولا', 'ثانيا', 'ثالثا', 'رابعا', 'خامسا', 'سادسا', 'سابعا', 'ثامنا', 'تاسعا', 'عاشرا']
