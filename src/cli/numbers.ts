/** Numbers as a person reads them, in no one's locale. */

/** 1234567 → '1,234,567' */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** '1 row', '2 rows' */
export function plural(value: number, word: string): string {
  return `${count(value)} ${word}${value === 1 ? '' : 's'}`
}

/** Hundredths, and more where there would be nothing to see: '1.50 USD', '0.0012 USD'. */
export function money(value: number, currency: string | undefined): string {
  const amount = value.toFixed(value > 0 && value < 0.01 ? 4 : 2)
  return currency === undefined ? amount : `${amount} ${currency}`
}

/** '8 s', '12 min', '3 h 20 min' */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`
}
