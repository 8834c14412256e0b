// Bundles the design systems and our own css and js into wwwroot/assets, before `dotnet build` lists what is there.
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, '..', 'wwwroot', 'assets')
const mojImages = join(dirname(createRequire(import.meta.url).resolve('@ministryofjustice/frontend')), 'assets', 'images')

// GDS Transport and the crest are for services on GOV.UK only: the shipped css is stripped of both.
const notOurs = {
  name: 'not-ours',
  setup ({ onLoad }) {
    onLoad({ filter: /frontend\.min\.css$/ }, async ({ path }) => ({
      loader: 'css',
      contents: (await readFile(path, 'utf8'))
        .replaceAll(/@font-face\{[^}]*\}/g, '')
        .replaceAll(/"?GDS Transport"?,/g, '')
        .replaceAll(/url\(\/assets\/images\/govuk-crest\.svg\)/g, 'none')
        .replaceAll(/@media screen\\0[^{]*\{[^{}]*\{[^{}]*\}\}/g, '') // read by one old browser, an error to the rest
    }))
  }
}

const licence = '/* Holds govuk-frontend and @ministryofjustice/frontend, MIT licence, © Crown copyright */'
const common = { absWorkingDir: here, bundle: true, minify: true, logLevel: 'warning', outdir: out, entryNames: '[name]' }

await rm(out, { recursive: true, force: true })
await mkdir(join(out, 'images'), { recursive: true })
await Promise.all([
  build({ ...common, entryPoints: { trellis: 'site.js' }, format: 'esm', target: 'es2020', footer: { js: licence } }),
  build({ ...common, entryPoints: ['js-enabled.js'], target: 'es2020' }),
  build({
    ...common,
    entryPoints: { trellis: 'site.css' },
    target: ['chrome100', 'firefox100', 'safari15'],
    external: ['/assets/*'],
    footer: { css: licence },
    plugins: [notOurs]
  })
])

// The report's own sheet is for a page of its own; within the site only what is in the report may follow it.
const report = (await readFile(join(here, '..', 'Modules', 'Reports', 'report.css'), 'utf8'))
  .split('\n').filter(line => !/^\s*(\*|html|body|main\b|\.skip|@page)/.test(line)).join('\n').replace(':root', '&')
  .replaceAll(/@media \(min-width: 40rem\) \{.*\}/g, '')
const scoped = await transform(`.report { ${report} }`, { loader: 'css', minify: true, target: ['chrome100', 'firefox100', 'safari15'] })
await writeFile(join(out, 'report.css'), scoped.code)

const css = await readFile(join(out, 'trellis.css'), 'utf8')
const stray = css.match(/GDS Transport|govuk-crest|url\(["']?\/assets\/fonts/)
if (stray) throw new Error(`The bundled css still holds "${stray[0]}", which is not ours to ship`)

// Images: our own, and those of MOJ's that the css asks for.
const own = join(here, 'images')
if (existsSync(own)) {
  for (const name of await readdir(own)) await copyFile(join(own, name), join(out, 'images', name))
}
for (const [, name] of css.matchAll(/\/assets\/images\/([\w.-]+)/g)) {
  if (!existsSync(join(own, name))) await copyFile(join(mojImages, name), join(out, 'images', name))
}
