"""A page opened on a phone: a narrow window, a quarter of this machine's speed, a slow network.

Speed and network are held down by the DevTools protocol, with the figures of Lighthouse's mobile
profile: 1.6 Mbit/s down, 150 ms for each request and its answer.
"""

from typing import NamedTuple

WINDOW = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
SLOWER = 4
READY = "html[data-ready]"
WATCH = """
window.seen = { paint: 0, shift: 0, busy: 0, ready: 0 };
const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
  .observe({ type, buffered: true });
watch("largest-contentful-paint", (entry) => (seen.paint = entry.startTime));
watch("longtask", (entry) => (seen.busy = entry.startTime + entry.duration));
new MutationObserver(() => (seen.ready ||= performance.now()))
  .observe(document, { subtree: true, attributeFilter: ["data-ready"] });
watch("layout-shift", (entry) => (seen.shift += entry.hadRecentInput ? 0 : entry.value));
"""
TIMES = """() => {
  const [visit] = performance.getEntriesByType("navigation");
  const elements = document.querySelectorAll("*:not(.dlnotes-widget *)").length;
  const free = Math.max(seen.ready, seen.busy);
  return { load: visit.loadEventEnd, paint: seen.paint, free, elements };
}"""
# Screen by screen to the end, as a reader does: what is drawn late may push what is read.
READ = """async () => {
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo({ top, behavior: "instant" });
    for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
  }
  return seen.shift;
}"""


class Visit(NamedTuple):
    """What one visit cost.

    Attributes:
        sent: bytes on the wire, headers included, without pictures.
        pictures: bytes of pictures on the wire.
        requests: number of answers.
        load: seconds until the page and all it asked for was there.
        paint: seconds until the largest thing of the first screen was painted.
        free: seconds until everything was started and the page no longer computed.
        elements: number of elements beside explorers.
        shift: sum of the layout shifts, from the start to the end of the page.
    """

    sent: int
    pictures: int
    requests: int
    load: float
    paint: float
    free: float
    elements: int
    shift: float


def visit(context, url):
    """Opens `url` in a browser context with the phone's `WINDOW`, and reads the page to its end."""
    page = context.new_page()
    page.add_init_script(WATCH)
    answers = slowed(page, context.new_cdp_session(page))
    page.goto(url, wait_until="load")
    page.locator(READY).wait_for(state="attached")
    page.wait_for_timeout(1000)
    times, shift = page.evaluate(TIMES), page.evaluate(READ)
    page.close()
    pictures = sum(size for kind, size in answers.values() if kind == "Image")
    sent = sum(size for _, size in answers.values()) - pictures
    load, paint, free = (times[name] / 1000 for name in ("load", "paint", "free"))
    return Visit(sent, pictures, len(answers), load, paint, free, times["elements"], shift)


def slowed(page, session):
    """Holds a page down to the phone's speed; {request: [kind, bytes]}, filled while it loads."""
    answers = {}

    def answered(event):
        answers[event["requestId"]] = [event["type"], 0]

    def finished(event):
        if event["requestId"] in answers:
            answers[event["requestId"]][1] = event["encodedDataLength"]

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return answers
