// Ours, after the design system's own. Every journey works without it.

// A region that scrolls must be reachable by keyboard; one that does not scroll would be a stop for nothing.
const regions = document.querySelectorAll('.t-scroll')
function measure () {
  for (const region of regions) {
    if (region.scrollWidth > region.clientWidth + 1) region.setAttribute('tabindex', '0')
    else region.removeAttribute('tabindex')
  }
}
if (regions.length > 0) {
  measure()
  window.addEventListener('resize', measure)
}

// A form marked data-unsaved asks before it is left with something typed that was not sent.
for (const form of document.querySelectorAll('form[data-unsaved]')) {
  let changed = false
  const ask = event => { if (changed) event.preventDefault() }
  form.addEventListener('input', () => { changed = true })
  form.addEventListener('submit', () => { changed = false })
  window.addEventListener('beforeunload', ask)
}
