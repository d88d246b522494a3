/* Open another page of this app without loading the app anew. The link is entered into the history as any link is, so
   that going back finds this page with its filters; a switch of pages by the server would first overwrite them. */
function follow(href) {
  history.pushState({}, "", href)
  window.dispatchEvent(new PopStateEvent("popstate"))
}
/* A plain click is followed here; one that asks for another tab or window is the browser's own. */
function isPlain(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}
