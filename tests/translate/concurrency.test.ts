/** How many requests go at once. */
import { describe, expect, test } from 'vitest'
import { createGauge } from '../../src/translate/concurrency.ts'

const round = (gauge: ReturnType<typeof createGauge>, milliseconds: number): void => {
  for (let left = gauge.limit; left > 0; left--) gauge.answered(milliseconds)
}

describe('the gauge', () => {
  test('starts at the most, and stays there while latency holds', () => {
    const gauge = createGauge(10)
    for (let index = 0; index < 20; index++) round(gauge, 50 + (index % 3))
    expect(gauge.limit).toBe(10)
  })

  test('goes down when the service slows down, and comes back when it has recovered', () => {
    const gauge = createGauge(10)
    for (let index = 0; index < 5; index++) round(gauge, 50)
    round(gauge, 200)
    expect(gauge.limit).toBeLessThan(10)
    for (let index = 0; index < 20; index++) round(gauge, 50)
    expect(gauge.limit).toBe(10)
  })

  test('may start slowly: one, and one more for each answer, until the most or a failure', () => {
    const gauge = createGauge(5, 'slow')
    const limits = Array.from({ length: 6 }, () => (gauge.answered(50), gauge.limit))
    expect(limits).toEqual([2, 3, 4, 5, 5, 5])
    const troubled = createGauge(10, 'slow')
    for (let index = 0; index < 3; index++) troubled.answered(50)
    troubled.failed()
    expect(troubled.limit).toBe(2)
    troubled.answered(50)
    expect(troubled.limit).toBe(2)
  })

  test('one late answer changes nothing; many failures of one trouble count once; it never comes to nothing', () => {
    const gauge = createGauge(10)
    for (let index = 0; index < 5; index++) round(gauge, 50)
    gauge.answered(5000)
    for (let left = 9; left > 0; left--) gauge.answered(50)
    expect(gauge.limit).toBe(10)
    for (let index = 0; index < 10; index++) gauge.failed()
    expect(gauge.limit).toBe(7)
    for (let index = 0; index < 50; index++) {
      round(gauge, 50)
      gauge.failed()
    }
    expect(gauge.limit).toBe(1)
  })
})
