// Work that goes on in the background: how far it is, asked each second until it is done, when the page is shown anew.
// Without script the link beside it does the same.
const pause = 1000

for (const place of document.querySelectorAll('[data-progress]')) {
  const words = place.querySelector('[role=status]')

  async function look () {
    const answer = await fetch(place.dataset.progress, { credentials: 'same-origin', cache: 'no-store' }).catch(() => null)
    if (answer !== null && !answer.ok) return // the session is over, or it was thrown away
    const far = answer === null ? null : await answer.json()
    if (far !== null && far.done) {
      location.reload()
      return
    }
    if (far !== null && words.textContent !== far.words) words.textContent = far.words
    setTimeout(look, pause)
  }

  setTimeout(look, pause)
}
