/** The sentence that is worked on, and where it stands. */
import type { RowView, SegmentView } from '../../../api.ts'
import type { Here } from '../../state/place.ts'

export interface PanelProps {
  readonly here: Here
  readonly row: RowView
  readonly segment: SegmentView
}
