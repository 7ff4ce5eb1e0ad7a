"""/sim/account_linking: where the shop's login page sends the person back to."""

from flask import render_template, request

from simulator import account_linking
from simulator.script.asking import blueprint, messenger

linking = blueprint("account_linking")


@linking.get("/account_linking")
def back() -> str | tuple[str, int]:
    """The redirect_uri of account linking; it answers with a page for the person."""
    token = request.args.get("account_linking_token", "")
    code = request.args.get("authorization_code", "")
    with messenger().lock:
        found = account_linking.finish(messenger(), token, code)
    if not found:
        return _page("This login is too old: tap Log In again."), 400
    return _page("You are logged in." if code else "You are not logged in.")


def _page(sentence: str) -> str:
    return render_template("account_linking.html", sentence=sentence)
