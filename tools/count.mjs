// Adds up what the test runs left in a folder: NAME.trx with the counters, NAME.code with the exit code.
// Each failed test is named with what it said, so that a log of which only the end is kept tells what went wrong.
// A run that ended badly without naming a test, and a whole without a test, each count as one failed.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const plain = text => text.replace(/&#x([0-9A-Fa-f]+);/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
  .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')

const folder = process.argv[2]
let told = 0 // more than these have one cause, and are counted
const files = readdirSync(folder)
const sum = { passed: 0, failed: 0, skipped: 0 }

for (const codeFile of files.filter(file => file.endsWith('.code'))) {
  const name = codeFile.slice(0, -'.code'.length)
  const trx = files.includes(`${name}.trx`) ? readFileSync(join(folder, `${name}.trx`), 'utf8') : ''
  const counters = trx.match(/<Counters [^>]*>/)?.[0] ?? ''
  const count = word => Number(counters.match(new RegExp(` ${word}="(\\d+)"`))?.[1] ?? 0)

  const passed = count('passed')
  const skipped = count('total') - count('executed')
  let failed = count('executed') - passed
  if (failed === 0 && Number(readFileSync(join(folder, codeFile), 'utf8')) !== 0) {
    console.log(`${name} ended badly without a failed test: a crash, a hang, or an exit in the middle`)
    failed = 1
  }
  for (const [, attributes, inside] of trx.matchAll(/<UnitTestResult ([^>]*outcome="Failed"[^>]*[^/])>([\s\S]*?)<\/UnitTestResult>/g)) {
    if (++told > 20) continue
    console.log(`Failed: ${plain(attributes.match(/testName="([^"]*)"/)?.[1] ?? '?')}`)
    const message = plain(inside.match(/<Message>([\s\S]*?)<\/Message>/)?.[1] ?? '')
    const trace = plain(inside.match(/<StackTrace>([\s\S]*?)<\/StackTrace>/)?.[1] ?? '').split('\n').filter(line => line.includes(' in ')).slice(0, 3)
    for (const line of [...message.split('\n').slice(0, 12), ...trace]) console.log(`  ${line.trimEnd().slice(0, 400)}`)
  }
  sum.passed += passed
  sum.failed += failed
  sum.skipped += skipped
}

if (sum.passed + sum.failed === 0) {
  console.log('No test ran')
  sum.failed = 1
}
if (told > 20) console.log(`  and ${told - 20} more`)
if (sum.skipped > 0) console.log(`${sum.skipped} skipped`)
console.log(`${sum.passed} passed, ${sum.failed} failed`)
process.exit(sum.failed === 0 ? 0 : 1)
