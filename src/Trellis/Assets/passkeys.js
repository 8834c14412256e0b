// Forms marked data-passkey (create or get) are shown where the browser knows passkeys. Before one is sent the browser is asked
// for a passkey with the options the server gives, and its answer goes with the form.
const known = 'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in window.PublicKeyCredential

async function options (form) {
  const token = form.querySelector('[name="__RequestVerificationToken"]')
  const answer = await fetch(form.dataset.ask, {
    method: 'POST', credentials: 'same-origin', body: new URLSearchParams([[token.name, token.value]])
  })
  if (!answer.ok) throw new Error(`${form.dataset.ask} answered ${answer.status}`)
  return await answer.json()
}

async function answer (form) {
  const asked = await options(form)
  const credential = form.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) })
  return JSON.stringify(credential.toJSON())
}

if (known) {
  for (const note of document.querySelectorAll('[data-no-passkeys]')) note.hidden = true
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', async event => {
      event.preventDefault()
      const says = form.querySelector('[role="status"]')
      says.textContent = 'Follow what your browser asks'
      try {
        form.elements.Answer.value = await answer(form)
      } catch (error) {
        // Closed, timed out or not there: the browser does not say which, and the person can try again.
        says.textContent = error.name === 'NotAllowedError' ? 'No passkey was used. You can try again.' : 'The passkey could not be used. You can try again.'
        if (error.name !== 'NotAllowedError') throw error
        return
      }
      form.submit()
    })
  }
}
