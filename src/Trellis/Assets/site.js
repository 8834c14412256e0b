// What every page loads: the design systems' behaviour, then our own.
// Pages run under trusted types, so of MOJ's components only those that build no HTML from strings are here.
import { createAll, initAll } from 'govuk-frontend'
import { AddAnother, MultiSelect } from '@ministryofjustice/frontend'
import './trellis.js'
import './session.js'
import './candidates.js'
import './minutes.js'
import './passkeys.js'
import './progress.js'

initAll()
createAll(AddAnother)
createAll(MultiSelect)
