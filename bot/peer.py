"""Whether a request comes from this very machine, and from nobody behind it."""

from ipaddress import ip_address

from werkzeug.wrappers import Request

from bot.settings import is_loopback

# What proxies and tunnels add to a request that they hand on.
_HANDED_ON = {"forwarded", "via", "x-real-ip", "x-client-ip", "cf-connecting-ip", "true-client-ip"}


def is_from_here(request: Request) -> bool:
    """Whether somebody at this machine made the request, as far as it tells.

    A proxy beside the bot has a loopback address too, but says for whom it asks; and a page of
    somewhere else whose name leads here (DNS rebinding) asks with that name as its Host.
    """
    try:
        is_near = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    names = {name.lower() for name in request.headers.keys()}  # noqa: SIM118 (not a dict)
    handed_on = names & _HANDED_ON or any(name.startswith("x-forwarded") for name in names)
    return is_near and not handed_on and is_loopback(f"http://{request.host}")
