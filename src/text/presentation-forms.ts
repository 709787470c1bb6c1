/** Arabic presentation forms (FB50–FDCF, FE70–FEFC) as the letters they show. */

const FORMS = /[\uFB50-\uFDCF\uFE70-\uFEFC]/g
/** U+FDFA ﷺ and U+FDFD ﷽ lie outside the range: one character, one honorific, kept whole. */
const ISOLATED_MARK = /^[\uFE70-\uFE7F]$/

/**
 * Maps each presentation form to its letters, and nothing else: NFKC of a whole text would also
 * rewrite ﷺ, fractions and ligatures of other scripts. A mark that stands on a space in its
 * compatibility mapping is given without the space.
 *
 * @see Unicode Standard, "Arabic Presentation Forms-A/-B"; UnicodeData.txt, decomposition mappings.
 */
export function mapPresentationForms(text: string): string {
  return text.replace(FORMS, (form) => {
    const letters = form.normalize('NFKC')
    return ISOLATED_MARK.test(form) ? letters.replace(/[ \u0640]/g, '') || form : letters
  })
}
