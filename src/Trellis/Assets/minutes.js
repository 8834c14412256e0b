// The minute-taker's screen. What is typed is sent by itself with the revision it began from; the server puts together what several
// people write at once and answers with what stands. Without a connection the words stay in the page and are sent again until they are
// there. Where somebody changed the same paragraph theirs stays and ours is shown beneath, to be put in.
const pause = 700 // after the last key
const longest = 3000 // while somebody types on
const every = 4000 // between asking what others wrote, which does not keep the session of somebody who has gone alive

const screen = document.querySelector('[data-minutes]')
if (screen !== null) begin(screen)

function begin (screen) {
  const address = screen.dataset.minutes
  const state = document.getElementById('minutes-state')
  const here = document.getElementById('minutes-here')
  const items = [...screen.querySelectorAll('form[data-minute]')].map(item)
  let since = null
  let away = false

  function item (form) {
    const of = {
      id: form.dataset.minute,
      form,
      words: form.querySelector('textarea'),
      from: form.querySelector('[name="From"]'),
      said: form.querySelector('[data-said]'),
      clashes: form.querySelector('[data-clashes]'),
      kept: form.querySelector('textarea').value,
      sending: false,
      timer: 0,
      dirtySince: 0,
      again: 1000
    }
    of.words.addEventListener('input', () => {
      if (of.dirtySince === 0) of.dirtySince = Date.now()
      plan(of, Math.min(pause, Math.max(0, of.dirtySince + longest - Date.now())))
    })
    of.words.addEventListener('blur', () => { if (isDirty(of)) plan(of, 0) })
    form.addEventListener('submit', event => {
      if (event.submitter === null || !event.submitter.formAction.includes('handler=Save')) {
        of.leaving = true
        return
      }
      event.preventDefault()
      plan(of, 0)
    })
    return of
  }

  function isDirty (of) { return of.words.value !== of.kept }

  function plan (of, wait) {
    clearTimeout(of.timer)
    of.timer = setTimeout(() => save(of), wait)
  }

  async function save (of) {
    if (of.sending || !isDirty(of)) return
    of.sending = true
    const sent = of.words.value
    const fields = new URLSearchParams(new FormData(of.form))
    fields.set('Words', sent)
    try {
      const answer = await fetch(`${address}?handler=Save`, { method: 'POST', body: fields, headers: { 'X-Requested-With': 'XMLHttpRequest' }, redirect: 'manual' })
      if (!answer.ok || !(answer.headers.get('Content-Type') || '').includes('json')) throw new Error(String(answer.status))
      took(of, sent, await answer.json())
      of.again = 1000
      back()
    } catch {
      lost()
      of.again = Math.min(of.again * 2, 15000)
      plan(of, of.again)
    } finally {
      of.sending = false
    }
    if (isDirty(of) && of.again === 1000) plan(of, pause)
  }

  function took (of, sent, answer) {
    if (answer.refused !== undefined) {
      of.said.textContent = answer.refused
      return
    }
    of.dirtySince = 0
    if (of.words.value === sent) {
      put(of, answer.words)
      of.from.value = answer.revision
      of.kept = answer.words
    } else {
      // Typed on meanwhile: go on from what was sent, and let the server put the rest together.
      of.dirtySince = Date.now()
      of.from.value = answer.from
      of.kept = sent
    }
    for (const clash of answer.clashes) show(of, clash)
    of.said.textContent = `Saved ${new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`
  }

  // Puts other words in and leaves the place somebody is at where it was, by what stands before and after it.
  function put (of, words) {
    const box = of.words
    if (box.value === words) return
    const before = box.value
    const { selectionStart, selectionEnd, scrollTop } = box
    let same = 0
    while (same < before.length && same < words.length && before[same] === words[same]) same++
    let tail = 0
    while (tail < before.length - same && tail < words.length - same && before[before.length - 1 - tail] === words[words.length - 1 - tail]) tail++
    const moved = at => at <= same ? at : at >= before.length - tail ? at + words.length - before.length : same
    const [from, to] = [moved(selectionStart), moved(selectionEnd)]
    box.value = words
    box.setSelectionRange(from, to)
    box.scrollTop = scrollTop
  }

  function show (of, clash) {
    const note = document.createElement('div')
    note.className = 'govuk-inset-text'
    const line = (lead, text) => {
      const p = document.createElement('p')
      p.className = 'govuk-body t-words'
      const strong = document.createElement('strong')
      strong.textContent = lead
      p.append(strong, ` ${text}`)
      return p
    }
    const button = (label, does) => {
      const b = document.createElement('button')
      b.type = 'button'
      b.className = 'govuk-button govuk-button--secondary t-small'
      b.textContent = label
      b.addEventListener('click', () => {
        does()
        note.remove()
        of.words.focus()
        plan(of, 0)
      })
      return b
    }
    const instead = words => {
      const at = clash.theirs === '' ? -1 : of.words.value.indexOf(clash.theirs)
      put(of, at < 0 ? `${of.words.value}\n\n${words}` : of.words.value.slice(0, at) + words + of.words.value.slice(at + clash.theirs.length))
    }
    const choices = document.createElement('div')
    choices.className = 'govuk-button-group'
    choices.append(
      button('Put mine in its place', () => instead(clash.mine)),
      button('Keep both', () => instead(clash.theirs === '' ? clash.mine : `${clash.theirs}\n\n${clash.mine}`)),
      button('Leave theirs', () => {}))
    note.append(line('Somebody changed the same paragraph. Theirs:', clash.theirs === '' ? 'They took it out.' : clash.theirs), line('Yours:', clash.mine === '' ? 'You took it out.' : clash.mine), choices)
    note.setAttribute('role', 'alert')
    of.clashes.append(note)
  }

  function lost () {
    if (away) return
    away = true
    state.textContent = 'Not saved: there is no connection, or your session has ended. What you typed is kept in this page: do not close it. If you were signed out, sign in again in another tab. It is sent as soon as that can be.'
    state.classList.add('t-live__state--away')
  }

  function back () {
    if (!away) return
    away = false
    state.textContent = 'The connection is back, and everything is saved.'
    state.classList.remove('t-live__state--away')
  }

  async function news () {
    try {
      const at = items.find(i => i.words === document.activeElement)
      const asked = new URLSearchParams({ handler: 'News' })
      if (since !== null) asked.set('since', since)
      if (at !== undefined) asked.set('item', at.id)
      const answer = await fetch(`${address}?${asked}`, { headers: { 'X-Requested-With': 'XMLHttpRequest', 'X-Unattended': '1' }, redirect: 'manual' })
      if (!answer.ok || !(answer.headers.get('Content-Type') || '').includes('json')) throw new Error(String(answer.status))
      const said = await answer.json()
      since = said.since
      if (here.textContent !== said.here) here.textContent = said.here
      for (const of of items) {
        const mark = of.form.closest('section').querySelector('[data-now-mark]')
        mark.hidden = of.id !== said.now
        const changed = said.changed.find(c => c.item === of.id)
        if (changed === undefined || of.sending || isDirty(of) || changed.revision <= Number(of.from.value)) continue
        put(of, changed.words)
        of.kept = changed.words
        of.from.value = changed.revision
      }
      if (items.every(i => !isDirty(i))) back()
    } catch {
      lost()
    }
    setTimeout(news, every)
  }

  document.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !event.ctrlKey) return
    const at = items.findIndex(i => i.words === document.activeElement)
    const to = items[at + (event.shiftKey ? -1 : 1)]
    if (to === undefined) return
    event.preventDefault()
    to.words.focus()
    to.words.scrollIntoView({ block: 'center' })
  })
  window.addEventListener('beforeunload', event => { if (items.some(i => isDirty(i) && !i.leaving)) event.preventDefault() })
  setTimeout(news, 500)
}

// A part of a page that is asked for again by itself: the chair's screen.
const again = document.querySelector('[data-again]')
if (again !== null) {
  const look = () => {
    const request = new XMLHttpRequest()
    request.open('GET', again.dataset.again)
    request.setRequestHeader('X-Unattended', '1')
    request.responseType = 'document'
    request.onload = () => {
      const found = request.status === 200 && request.responseXML !== null ? request.responseXML.getElementById(again.id) : null
      // Whoever is at a button within keeps it.
      if (found !== null && !again.contains(document.activeElement)) again.replaceChildren(...[...found.childNodes].map(node => document.adoptNode(node)))
    }
    request.onloadend = () => setTimeout(look, every)
    request.send()
  }
  setTimeout(look, every)
}
