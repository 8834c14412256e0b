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

// What is folded is printed too; browsers that do not know the style sheet's way of saying so are told here.
const opened = []
window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details:not([open])')) {
    details.open = true
    opened.push(details)
  }
})
window.addEventListener('afterprint', () => { for (const details of opened.splice(0)) details.open = false })

// A form marked data-unsaved asks before it is left with something typed that was not sent.
for (const form of document.querySelectorAll('form[data-unsaved]')) {
  let changed = false
  const ask = event => { if (changed && !('kept' in form.dataset)) event.preventDefault() }
  form.addEventListener('input', () => { changed = true })
  form.addEventListener('submit', () => { changed = false })
  window.addEventListener('beforeunload', ask)
}

// A question that hangs on another (data-when: its name) is hidden while the answer is not one it asks for. What is hidden answers nothing.
function answers (form, name) {
  const given = []
  for (const control of form.elements) {
    if (control.name !== name || control.closest('.t-when[hidden]')) continue
    if ((control.type === 'radio' || control.type === 'checkbox') && !control.checked) continue
    if (control.value !== '') given.push(control.value)
  }
  return given
}
function holds (asks, values, given) {
  if (asks === 'in') return given.some(value => values.includes(value))
  if (asks === 'not-in') return !given.some(value => values.includes(value))
  return given.some(value => value !== 'no')
}
for (const form of document.forms) {
  const questions = [...form.querySelectorAll('.t-when')].filter(question => {
    // Only where what it hangs on is asked on this page.
    return [...form.elements].some(control => control.name === question.dataset.when)
  })
  if (questions.length === 0) continue
  const show = () => {
    for (const question of questions) {
      const values = question.dataset.values.split(' ')
      question.hidden = !holds(question.dataset.asks, values, answers(form, question.dataset.when))
    }
  }
  form.addEventListener('change', show)
  show()
}

// Letters for what a page lets somebody choose: only while the focus is in no field, and not where they are switched off, which this
// browser remembers. Each says whose id it presses; the focus goes to the top of the page's choices, so that the next letter counts too.
const letters = document.querySelector('[data-letters]')
if (letters) {
  const off = () => localStorage.getItem('trellis-letters') === 'off'
  const toggle = letters.querySelector('[data-letters-switch]')
  const show = () => {
    letters.querySelector('[data-letters-on]').hidden = off()
    letters.querySelector('[data-letters-off]').hidden = !off()
    toggle.textContent = off() ? 'Switch letters on' : 'Switch letters off'
  }
  toggle.addEventListener('click', () => {
    localStorage.setItem('trellis-letters', off() ? 'on' : 'off')
    show()
  })
  document.addEventListener('keydown', event => {
    const field = event.target.closest('input, textarea, select, [contenteditable]')
    if (event.key === 'Escape' && field) {
      field.blur()
      return
    }
    if (off() || field || event.repeat || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
    const asked = letters.querySelector(`[data-letter="${CSS.escape(event.key.toLowerCase())}"]`)
    const pressed = asked && document.getElementById(asked.dataset.for)
    if (!pressed) return
    event.preventDefault()
    pressed.click()
    if (pressed.matches('input')) pressed.closest('fieldset').scrollIntoView({ block: 'start' })
  })
  show()
  letters.hidden = false
}
