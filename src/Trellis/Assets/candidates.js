// While somebody is typed, those who may be the one are looked for: the form as it stands is sent to data-candidates, and what comes back
// takes the place of what was shown. Without script the form's button does the same.
const pause = 500 // a quarter of a minute of typing is some ten looks, each of which is recorded

for (const form of document.querySelectorAll('form[data-candidates]')) {
  const place = document.getElementById('candidates')
  const said = document.getElementById('candidates-said')
  let timer = 0
  let asked = null
  let before = ''

  const typed = () => {
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(form)) fields.append(name, value)
    return fields.toString()
  }

  function look () {
    const body = typed()
    if (body === before) return
    before = body
    if (asked !== null) asked.abort()
    const request = asked = new XMLHttpRequest() // gives a document, so that no text is made markup here
    request.open('POST', form.dataset.candidates)
    request.responseType = 'document'
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded')
    request.setRequestHeader('X-Requested-With', 'XMLHttpRequest')
    request.onload = () => {
      if (request !== asked) return
      const words = request.status === 200 && request.responseXML !== null ? request.responseXML.querySelector('[data-said]') : null
      if (words === null) {
        // Too little was typed, or the session is over: what was shown was for other words.
        place.replaceChildren()
        said.textContent = ''
        return
      }
      place.replaceChildren(...[...request.responseXML.body.childNodes].map(node => document.adoptNode(node)))
      if (said.textContent !== words.textContent) said.textContent = words.textContent
    }
    request.send(body)
  }

  before = typed()
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(look, pause)
  })
  form.addEventListener('submit', () => {
    clearTimeout(timer)
    if (asked !== null) asked.abort()
  })
}
