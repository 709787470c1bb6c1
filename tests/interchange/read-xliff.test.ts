import { expect, test } from 'vitest'
import { encodeContent } from '../../src/bitext/content.ts'
import { readXliff } from '../../src/interchange/read-xliff.ts'

const read = (text: string): readonly unknown[] =>
  readXliff(text, 'a.xlf').units.map(({ source, target, state, needsWork }) => [
    encodeContent(source),
    target && encodeContent(target),
    state,
    needsWork,
  ])

const OLD = (body: string): string =>
  `<?xml version="1.0"?><!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "xliff.dtd"><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="ar" target-language="en" datatype="plaintext"><body><group>${body}</group></body></file></xliff>`
const NEW = (body: string): string =>
  `<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ar" trgLang="en"><file id="f">${body}</file></xliff>`

test('1.2: states, codes moved with the words, marks passed through', () => {
  expect(
    read(
      OLD(`<trans-unit id="1" approved="yes"><source>نصّ <g id="a">عريض</g> و<x id="b" equiv-text="{n}"/>
        آخر.</source><target><g id="a">Bold</g> text <x id="b"/> <x id="c"/>.</target></trans-unit>
        <trans-unit id="2"><source>ثانٍ</source><target state="final">Second</target></trans-unit>
        <trans-unit id="3"><source><mrk mtype="seg" mid="0">ثالث</mrk></source><target state="needs-translation">Third</target></trans-unit>
        <trans-unit id="4"><source>رابع &amp; &lt;</source><target/></trans-unit>`),
    ),
  ).toEqual([
    ['نصّ <1>عريض</1> و<2/> آخر.', '<1>Bold</1> text <2/> .', 'reviewed', false],
    ['ثانٍ', 'Second', 'final', false],
    ['ثالث', 'Third', 'translated', true],
    ['رابع &amp; &lt;', undefined, 'initial', false],
  ])
})

test('2.x: a segment is a unit', () => {
  expect(
    read(
      NEW(
        `<unit id="u"><segment state="reviewed"><source>أوّل <pc id="1">نصّ</pc>.</source><target>A first <pc id="1">text</pc>.</target></segment><ignorable><source> </source></ignorable><segment><source>ثانٍ<ph id="2" disp="%s"/></source></segment><segment state="initial"><source>ث</source><target>Third</target></segment></unit>`,
      ),
    ),
  ).toEqual([
    ['أوّل <1>نصّ</1>.', 'A first <1>text</1>.', 'reviewed', false],
    ['ثانٍ<1/>', undefined, 'initial', false],
    ['ث', 'Third', 'translated', true],
  ])
})

test.each([
  ['<!DOCTYPE xliff [<!ENTITY a "b">]><xliff/>', 'xml-refused'],
  ['<xliff version="1.2"><file>', 'xml-syntax'],
  ['<tmx/>', 'source-damaged'],
])('%s is refused', (text, code) => {
  expect(() => readXliff(text, 'a.xlf')).toThrow(`[${code}]`)
})
