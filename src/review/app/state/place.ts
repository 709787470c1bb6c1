/** Which segment of the open document is meant. */
import type { UnitId } from '../../../bitext/record.ts'
import type { RowView, SegmentView } from '../../api.ts'

export interface Here {
  readonly unit: UnitId
  readonly segment: string
}

/** One name for a segment in its document. */
export function nameOfPlace({ unit, segment }: Here): string {
  return `${unit}/${segment}`
}

export function isSamePlace(a: Here | undefined, b: Here | undefined): boolean {
  return a?.unit === b?.unit && a?.segment === b?.segment
}

export function segmentOf(row: RowView | undefined, id: string | undefined): SegmentView | undefined {
  return row?.segments.find((segment) => segment.id === id)
}
