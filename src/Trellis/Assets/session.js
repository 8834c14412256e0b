// Before a session ends for want of a request its holder is asked whether to stay. If nobody answers, what is typed is sent to
// the server, which keeps it, and the page goes: nobody's record stays on a screen that nobody sits at. The browser keeps nothing.
const dialog = document.getElementById('session')
const typed = new Set()

async function ask (address) {
  const answer = await fetch(address, { credentials: 'same-origin', cache: 'no-store' })
  return answer.ok ? await answer.json() : 0
}

function start () {
  const { idle, warning, left, stay, keep } = dialog.dataset
  const says = document.getElementById('session-left')
  let ends = 0
  let timer = 0

  function lasts (seconds) {
    ends = Date.now() + seconds * 1000
    clearTimeout(timer)
    timer = setTimeout(look, Math.max(0, seconds - warning) * 1000)
  }

  // Another window may have gone on meanwhile: the server knows. Without a connection our own clock goes on.
  async function look () {
    const seconds = await ask(left).catch(() => (ends - Date.now()) / 1000)
    if (seconds > Number(warning) + 1) {
      if (dialog.open) dialog.close()
      lasts(seconds)
      return
    }
    ends = Date.now() + seconds * 1000
    if (!dialog.open) dialog.showModal()
    count()
  }

  function count () {
    const seconds = Math.round((ends - Date.now()) / 1000)
    if (seconds <= 5) {
      leave()
      return
    }
    const minutes = Math.ceil(seconds / 60)
    const words = `For your security you will be signed out in ${minutes === 1 ? 'less than a minute' : `${minutes} minutes`}.`
    if (says.textContent !== words) says.textContent = words
    clearTimeout(timer)
    timer = setTimeout(seconds % 15 === 0 ? look : count, 1000)
  }

  async function leave () {
    clearTimeout(timer)
    const form = [...typed].find(form => form.isConnected)
    let next = `/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`
    let over
    try {
      over = await ask(left) === 0
    } catch {
      says.textContent = 'There is no connection. What you typed is still on this page.'
      timer = setTimeout(leave, 5000)
      return
    }
    if (form !== undefined) form.dataset.kept = ''
    if (form !== undefined && over) {
      form.submit() // too late to be carried out: the server keeps it, and asks to sign in
      return
    }
    if (form !== undefined) {
      const body = new URLSearchParams(new FormData(form))
      body.set('__kept-address', new URL(form.action).pathname + new URL(form.action).search)
      const answer = await fetch(keep, { method: 'POST', body, credentials: 'same-origin' })
      if (answer.ok) next = await answer.json()
    }
    location.assign(next)
  }

  // A form with a password in it is never kept.
  for (const form of document.querySelectorAll('main form[method="post"]')) {
    if (form.querySelector('[type="password"], [data-passkey]') === null) form.addEventListener('input', () => typed.add(form))
  }
  dialog.addEventListener('cancel', event => { event.preventDefault(); go() })
  dialog.querySelector('[data-stays]').addEventListener('click', go)
  document.addEventListener('visibilitychange', () => { if (!document.hidden && Date.now() > ends - warning * 1000) look() })

  async function go () {
    const seconds = await ask(stay)
    if (seconds === 0) {
      leave()
      return
    }
    dialog.close()
    lasts(seconds)
  }

  lasts(Number(idle))
}

if (dialog !== null) start()
