/** `muqabil review` as a user runs it. */
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import type { DocumentView, EditResult, ProjectView } from '../../src/review/api.ts'
import { machineTranslated, record, SOURCE } from '../project/review/reviewed-project.ts'
import { muqabil, startMuqabil } from '../temporary-project.ts'

test('prints its address, serves the app, ends at Ctrl-C with what was asked for written, status 0', async () => {
  const root = await machineTranslated()
  const child = startMuqabil(root, ['review', '--no-open', '--name', 'سلمى'])
  if (child.stdout === null) throw new Error('no output')
  const lines = createInterface(child.stdout)
  const [line] = (await once(lines, 'line')) as [string]
  const { origin, href } = new URL(line)
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const cookie = (await fetch(href)).headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await fetch(`${origin}/`, { headers: { cookie } })
  expect(page.headers.get('content-security-policy')).toContain("script-src 'sha256-")
  expect(await page.text()).toMatch(/<script type="module">.{1000}/s)
  const answer = await fetch(`${origin}/api/document?path=${SOURCE}`, { headers: { cookie } })
  const [row] = ((await answer.json()) as DocumentView).rows
  const [segment] = row?.segments ?? []
  const edit = {
    kind: 'target',
    document: SOURCE,
    unit: row?.unit,
    segment: segment?.id,
    base: segment?.version,
    target: ['The quarter café'],
  }
  const listening = await fetch(`${origin}/api/events`, { headers: { cookie } })
  const headers = { cookie, origin, 'content-type': 'application/json' }
  const saved = fetch(`${origin}/api/edit`, { method: 'POST', headers, body: JSON.stringify(edit) })
  child.kill('SIGINT')
  const closed = once(child, 'close')
  // Asked for before it ended or not at all; never half.
  const result = await saved.then(
    async (response) => (await response.json()) as EditResult,
    () => undefined,
  )
  expect((await closed)[0]).toBe(0)
  expect(record(root).includes('The quarter café')).toBe(result !== undefined)
  if (result !== undefined) expect(record(root)).toContain('سلمى')
  await listening.body?.cancel().catch(() => undefined)
})

test('of named sources the others are not opened', async () => {
  const root = await machineTranslated()
  writeFileSync(join(root, 'input/other.md'), 'نص آخر.\n')
  const child = startMuqabil(root, ['review', '--no-open', 'input/other.md'])
  if (child.stdout === null) throw new Error('no output')
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { origin, href } = new URL(line)
  const cookie = (await fetch(href)).headers.get('set-cookie')?.split(';')[0] ?? ''
  const get = async (path: string): Promise<Response> => fetch(`${origin}/api/${path}`, { headers: { cookie } })
  const { documents } = (await (await get('project')).json()) as ProjectView
  expect(documents.map(({ path }) => path)).toEqual(['input/other.md'])
  expect((await get(`document?path=${SOURCE}`)).ok).toBe(false)
  child.kill('SIGINT')
  await once(child, 'close')
  expect(await muqabil(root, ['review', '--no-open', 'input/never.md'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('input/never.md') as string,
  })
})

test('is at the same address each time, so that a browser finds what it could not send; elsewhere where that is taken', async () => {
  const root = await machineTranslated()
  const started = async (): Promise<{ readonly origin: string; end(): Promise<void> }> => {
    const child = startMuqabil(root, ['review', '--no-open'])
    if (child.stdout === null) throw new Error('no output')
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const end = async (): Promise<void> => {
      const closed = once(child, 'close')
      child.kill('SIGINT')
      await closed
    }
    return { origin: new URL(line).origin, end }
  }
  const first = await started()
  const beside = await started()
  expect(beside.origin).not.toBe(first.origin)
  await Promise.all([first.end(), beside.end()])
  const again = await started()
  expect(again.origin).toBe(first.origin)
  await again.end()
})

test('refuses other machines without a token, and says what to do', async () => {
  const root = await machineTranslated()
  expect(await muqabil(root, ['review', '--no-open', '--host', '0.0.0.0'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('[host-open]') as string,
  })
  expect(await muqabil(root, ['review', '--port', '70000'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('65535') as string,
  })
})
