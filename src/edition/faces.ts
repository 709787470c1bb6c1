/** The faces of an edition, and which characters each draws. */

/**
 * `arabic`: Arabic; `digits`: the Latin digits and marks beside it. `rings`: ʾ and ʿ, which the
 * Latin face sets too far apart. The others are what their names say; emphasis has italics in
 * Latin letters alone.
 */
export type FaceName =
  | 'arabic'
  | 'digits'
  | 'rings'
  | 'latin'
  | 'extended'
  | 'greek'
  | 'greek-extended'
  | 'cyrillic'
  | 'italic'
  | 'extended-italic'

export interface Face {
  readonly family: string
  /** What it is used for, no more than its file holds: everything else is left to the reader's own faces. */
  readonly holds: RegExp
  readonly isItalic?: true
}

/* What Amiri 5.3 and Literata 5.3 hold as @fontsource cuts them. */
const ARABIC =
  /[ \u0600-\u0604\u0606-\u06FF\u0750-\u077F\u0890\u0891\u08A0\u08AC\u08B6-\u08BD\u08D1\u08E4-\u08FE\u200C-\u200E\u204F\u2E41\uFB50-\uFBC1\uFBD3-\uFD3F\uFD50-\uFD8F\uFD92-\uFDC7\uFDF0-\uFDFD\uFE70-\uFE72\uFE74\uFE76-\uFEFC]/
const DIGITS =
  /[\u0020-\u002F\u0030-\u0040[\]{}\u00A0\u00AB\u00B0\u00B1\u00B7\u00BB\u00D7\u00F7\u02BB\u2013\u2014\u2018-\u201A\u201C-\u201E\u2022\u2026\u2032\u2033\u2039\u203A\u2212]/
const LATIN =
  /[\u0300\u0301\u0303\u0304\u0308\u0309\u0323\u0020-\u007E\u00A0-\u00FF\u0131\u0152\u0153\u02BC\u02C6\u02DA\u02DC\u2009\u200B\u2013\u2014\u2018-\u201A\u201C-\u201E\u2022\u2026\u2032\u2033\u2039\u203A\u2044\u20AC\u2122\u2191\u2193\u2212\u2215]/
const EXTENDED =
  /[\u0100-\u0130\u0132-\u0151\u0154-\u017E\u018F\u0192\u01A0\u01A1\u01AF\u01B0\u01C4-\u01DC\u01E6\u01E7\u01EA\u01EB\u01FA-\u021B\u022A-\u022D\u0230-\u0233\u0237\u0251\u0259\u0261\u02B9\u02BA\u02C7-\u02CC\u02DD\u1E08\u1E09\u1E0C-\u1E0F\u1E14-\u1E17\u1E1C\u1E1D\u1E20\u1E21\u1E24\u1E25\u1E2A\u1E2B\u1E2E\u1E2F\u1E36-\u1E3B\u1E42-\u1E49\u1E4C-\u1E53\u1E5A-\u1E69\u1E6C-\u1E6F\u1E78-\u1E7B\u1E80-\u1E85\u1E8E\u1E8F\u1E92\u1E93\u1E97\u1E9E\u1EF2-\u1EF9\u2020\u20A1\u20A3\u20A4\u20A6\u20A7\u20A9\u20AB\u20AD\u20AE\u20B1\u20B2\u20B4\u20B5\u20B8-\u20BA\u20BC\u20BD\u2113]/
const GREEK = /[\u0374\u0375\u037A\u037E\u0384-\u038A\u038C\u038E-\u03A1\u03A3-\u03CE\u03D7-\u03E1]/
const GREEK_EXTENDED =
  /[\u1F00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D\u1F50-\u1F57\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FC4\u1FC6-\u1FD3\u1FD6-\u1FDB\u1FDD-\u1FEF\u1FF2-\u1FF4\u1FF6-\u1FFE]/
const CYRILLIC = /[\u0401-\u044F\u0451-\u045F\u0490\u0491\u04B0\u04B1\u2116]/

/** In the order in which a character is looked up. */
export const FACES: Readonly<Record<FaceName, Face>> = {
  arabic: { family: 'Muqabil Arabic', holds: ARABIC },
  digits: { family: 'Muqabil Digits', holds: DIGITS },
  rings: { family: 'Muqabil Rings', holds: /[\u02BE\u02BF]/ },
  latin: { family: 'Muqabil Latin', holds: LATIN },
  extended: { family: 'Muqabil Latin Extended', holds: EXTENDED },
  greek: { family: 'Muqabil Greek', holds: GREEK },
  'greek-extended': { family: 'Muqabil Greek Extended', holds: GREEK_EXTENDED },
  cyrillic: { family: 'Muqabil Cyrillic', holds: CYRILLIC },
  italic: { family: 'Muqabil Latin', holds: LATIN, isItalic: true },
  'extended-italic': { family: 'Muqabil Latin Extended', holds: EXTENDED, isItalic: true },
}
