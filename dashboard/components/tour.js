/* A tour of four steps over the page as it is: a card beside what it speaks of, and a ring around that. It holds nobody
   up: the page behind it works on. Esc closes it, the arrow keys turn it while nothing else has the focus. */
const TOUR_PLACES = [  // for each step the first that is on the page
  ['[class*="st-key-filters"]', ".scope"],
  [".head", "h1"],
  [".st-key-units", ".st-key-table", ".st-key-findings", '[data-testid="stTopNavLink"][href$="/report"]'],
  ['[class*="_csv"]', '[data-testid="stTopNavLink"][href$="/anomalies"]'],
]
const TOUR_STYLE = `
  .ring { position: fixed; z-index: 999992; pointer-events: none; border: 2px solid var(--accent); border-radius: 6px; }
  .card { position: fixed; z-index: 999993; box-sizing: border-box; width: min(25rem, calc(100vw - 1.5rem)); padding: .8rem 1rem;
    background: var(--paper); color: var(--ink); border: 1px solid var(--faint); border-radius: 4px; font-size: 14px; line-height: 1.6; }
  h2 { margin: 0 2rem .2rem 0; font-size: 15px; line-height: 1.5; }
  p { margin: 0; }
  .row { display: flex; gap: .5rem; align-items: center; margin-top: .6rem; }
  .at { color: var(--muted); margin-right: auto; font-size: 13px; font-variant-numeric: tabular-nums; }
  button { font: inherit; color: var(--ink); background: none; border: 1px solid var(--faint); border-radius: 4px; min-height: 28px;
    padding: 0 .7rem; cursor: pointer; }
  button:hover { border-color: var(--accent); color: var(--accent); }
  button:focus-visible, .card:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .close { position: absolute; top: .5rem; right: .5rem; border-color: transparent; padding: 0; width: 28px; }
  [hidden] { display: none; }
  @media print { .ring, .card { display: none; } }`
const TOUR_MARK = "disclosure-tour"

function tour(data) {
  window.disclosureTour ??= beginTour()
  window.disclosureTour.say(data)
}

function beginTour() {
  const host = document.createElement("div")
  host.id = "tour"
  const root = host.attachShadow({ mode: "open" })
  const make = (tag, name, inside) => {
    const made = document.createElement(tag)
    made.className = name
    inside.append(made)
    if (tag === "button") made.type = "button"
    return made
  }
  make("style", "", root).textContent = TOUR_STYLE
  const ring = make("div", "ring", root)
  const card = make("section", "card", root)
  card.tabIndex = -1
  card.setAttribute("role", "dialog")
  card.setAttribute("aria-labelledby", "title")
  const title = make("h2", "", card)
  title.id = "title"
  const text = make("p", "", card)
  text.setAttribute("aria-live", "polite")
  const row = make("div", "row", card)
  const at = make("span", "at", row), back = make("button", "back", row), next = make("button", "next", row)
  const close = make("button", "close", card)
  close.textContent = "×"
  document.body.append(host)

  let data = null, step = null, from = null, seen = false
  const target = () => TOUR_PLACES[step].map(p => document.querySelector(p)).find(e => e?.getClientRects().length)

  function draw() {
    ring.hidden = card.hidden = step === null
    if (step === null) return
    const { words, steps } = data
    card.lang = data.lang
    title.textContent = steps[step].title
    text.textContent = steps[step].text
    at.textContent = words.at.replace("{n}", step + 1).replace("{total}", steps.length)
    back.textContent = words.back
    back.hidden = step === 0
    next.textContent = step === steps.length - 1 ? words.done : words.next
    close.setAttribute("aria-label", words.close)
  }

  /* Beside what it speaks of, whatever scrolls, grows or is drawn anew: looked at in every frame while it is open. */
  function place() {
    if (step === null) return
    const found = target(), box = found?.getBoundingClientRect()
    const seen = box && box.bottom > 0 && box.top < innerHeight
    ring.hidden = !seen
    const { offsetWidth: w, offsetHeight: h } = card
    let left = innerWidth - w - 16, top = innerHeight - h - 16
    if (seen) {
      Object.assign(ring.style, { left: `${box.left - 5}px`, top: `${box.top - 4}px`, width: `${box.width + 6}px`,
                                  height: `${box.height + 4}px` })
      left = Math.min(Math.max(box.left, 12), innerWidth - w - 12)
      if (box.bottom + h + 16 < innerHeight) top = box.bottom + 10
      else if (box.top - h - 16 > 0) top = box.top - h - 12
    }
    card.style.left = `${left}px`
    card.style.top = `${top}px`
    requestAnimationFrame(place)
  }

  function show(n, byHand) {
    const begins = step === null
    step = n
    draw()
    if (begins) requestAnimationFrame(place)
    if (byHand) {
      const box = target()?.getBoundingClientRect()  // not under the bar at the top
      if (box && (box.top < 70 || box.bottom > innerHeight)) target().scrollIntoView({ block: "center" })
      card.focus({ preventScroll: true })
    }
  }
  function end() {
    step = null
    draw()
    if (from?.isConnected) from.focus()
    from = null
  }
  const turn = by => {
    const n = step + by
    if (n >= data.steps.length) end()
    else if (n >= 0) show(n, true)
  }
  back.onclick = () => turn(-1)
  next.onclick = () => turn(1)
  close.onclick = end
  window.addEventListener("keydown", event => {
    const idle = event.target === document.body || event.target === host
    if (step === null || !idle || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === "Escape") end()
    else if (event.key === "ArrowRight" && step < data.steps.length - 1) turn(1)
    else if (event.key === "ArrowLeft") turn(-1)
  })
  document.addEventListener("click", event => {
    const button = event.target.closest?.(".tour")
    if (!button || !data) return
    from = button
    show(0, true)
  })

  /* The first visit: the front page, by no link that says what to see, in a browser that has not been here. */
  const asked = new URLSearchParams(location.search)
  asked.delete("lang")
  const isFront = location.pathname.endsWith("/") && !asked.size
  function first() {
    if (seen || !isFront) return
    try {
      if (localStorage.getItem(TOUR_MARK)) return void (seen = true)
      if (!document.querySelector(TOUR_PLACES[0][0])) return void setTimeout(first, 300)  // not drawn yet
      localStorage.setItem(TOUR_MARK, "seen")
    } catch { return }  // a browser that keeps nothing would be led around at every visit
    seen = true
    if (step === null && location.pathname.endsWith("/")) show(0, false)
  }
  draw()
  setTimeout(first, 300)
  return { say(words) { data = words; draw() } }
}
