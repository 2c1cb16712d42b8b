"""What a page weighs over the wire, headers and compression included, for a first visit by telephone."""

from collections import Counter

from playwright.sync_api import Browser

from .table import Table

#: In bytes. Without pictures.
LIMIT, SCRIPT_LIMIT = 100_000, 15_000
LIMITED = "story"
PICTURES = {"Image", "Media"}


def weigh(browser: Browser, state: str, address: str, table: Table) -> None:
    weights, plain = _weights(browser, address)
    rest = sum(size for kind, size in weights.items() if kind not in PICTURES)
    script = weights["Script"]
    table.note(state, "kB (script)", f"{rest / 1000:.1f} ({script / 1000:.1f})")
    kinds = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in sorted(weights.items()))
    if state == LIMITED and (rest > LIMIT or script > SCRIPT_LIMIT):
        table.fault(state, "kB (script)", f"must be at most {LIMIT // 1000} ({SCRIPT_LIMIT // 1000}); kB: {kinds}")
    for what in plain:
        table.warn(f"weight: sent without compression: {what}", state)


def _weights(browser: Browser, address: str) -> tuple[Counter[str], list[str]]:
    """Bytes by kind, and what of text came without compression."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page = context.new_page()
    network = context.new_cdp_session(page)
    kinds, plain, weights = {}, [], Counter()

    def came(event: dict) -> None:
        kinds[event["requestId"]] = event["type"]
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        if event["type"] in ("Document", "Stylesheet", "Script") and "content-encoding" not in headers:
            size = int(headers.get("content-length", 0))
            if size > 1400:  # less is one packet either way
                plain.append(f"{event['type']} of {size / 1000:.1f} kB")

    def ended(event: dict) -> None:
        weights[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    network.on("Network.responseReceived", came)
    network.on("Network.loadingFinished", ended)
    network.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    context.close()
    return weights, plain
