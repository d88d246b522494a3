/* One thing a person does is one step that the browser's back button undoes.

   Streamlit overwrites the link when a widget bound to it changes, so that one step back leaves the page; and it enters
   several links into the history while it turns to another page (the old page without its filters, the new one, the new
   one with its filters, and once more what the page names by itself: ?a= of 机关), so that going back gets stuck between.
   Here the first link after a person acted is a step, and whatever follows by itself belongs to that step. */
function wayBack() {
  if (window.disclosureWayBack) return
  window.disclosureWayBack = true
  let acted = false
  for (const name of ["pointerdown", "keydown"])
    window.addEventListener(name, event => { acted = event.isTrusted || acted }, true)
  window.addEventListener("popstate", () => { acted = false }, true)
  const enter = { push: history.pushState.bind(history), replace: history.replaceState.bind(history) }
  const step = how => (state, title, url) => {
    const next = new URL(url ?? "", location.href)
    if (next.pathname === location.pathname && next.search === location.search) return enter[how](state, title, url)
    const is_step = acted
    acted = false
    return enter[is_step ? "push" : "replace"](state, title, url)
  }
  history.pushState = step("push")
  history.replaceState = step("replace")
}
