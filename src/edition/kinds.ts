/** States of rows and kinds of alerts, which have names in the page's own words. */

/** The worst that is true of a row's segments, worst first. `carried`: nothing in it to translate. */
export const ROW_STATES = ['missing', 'stale', 'pseudo', 'draft', 'reviewed', 'carried'] as const
export type RowState = (typeof ROW_STATES)[number]

/** What an alert is, as those who read the sources name them in `data-alert`. */
export const ALERTS = [
  'note',
  'tip',
  'important',
  'warning',
  'caution',
  'danger',
  'info',
  'example',
  'question',
  'success',
  'summary',
] as const
export type AlertName = (typeof ALERTS)[number]
