/* Around every page: the steps back, the language that screen readers speak, the theme, the tour, paper. Called at each
   run. */
export default function ({ data, setTriggerValue }) {
  wayBack()
  document.documentElement.lang = data.lang
  tour(data)
  paper(data)
  followTheme(setTriggerValue)
}

/* The colours of words and charts are chosen by the server: without a run, a system that turns dark at dusk leaves dark
   words on dark paper until the next click. Asked only once the page itself has turned: a run tells the server what the
   page looks like now. */
function followTheme(setTriggerValue) {
  const first = !window.disclosureTheme
  window.disclosureTheme = setTriggerValue
  if (!first) return
  const dark = window.matchMedia("(prefers-color-scheme: dark)")
  const isDark = () => {
    const colour = getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor
    return colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 384
  }
  dark.addEventListener("change", () => {
    let left = 600  // frames: where the theme was fixed by hand, the page never turns
    const turned = () => {
      if (isDark() !== dark.matches) return void (left-- && requestAnimationFrame(turned))
      window.disclosureTheme("turned", dark.matches ? "dark" : "light")
    }
    turned()
  })
}
