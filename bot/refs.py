"""What an m.me link may carry as its ref, and refs that carry pairs.

Source: Meta, "m.me Links" and the webhooks' reference: at most 2,083 characters of `A-Za-z0-9_=-`.

A structured ref is a ref of pairs, `campaign=summer-source=poster`:

- `=` stands between a name and its value, `-` between two pairs;
- a name has letters, digits and `_`; a value may have `-` too, and neither may have `=`.

So `=` tells where a pair is, the last `-` before it where the pair begins, and no ref can be read
in two ways: in `campaign=late-summer-source=poster` the campaign is `late-summer`. A flow claims
such a ref as `@flow.on_ref("campaign={campaign}-source={source}")`, with the same reading. There
the pairs have the order in which they are claimed, and a ref with another pair is another claim's.
"""

import re
import unicodedata
from collections.abc import Mapping

from bot.refusal import Refusal

REF_LENGTH = 2083

_REF = re.compile(r"[A-Za-z0-9_=-]*")
_FORBIDDEN = re.compile(r"[^A-Za-z0-9_=-]+")
_NAME = re.compile(r"[A-Za-z0-9_]+")
_VALUE = re.compile(r"[A-Za-z0-9_-]+")
_PAIRS = re.compile(r"[A-Za-z0-9_]+=[A-Za-z0-9_-]+(-[A-Za-z0-9_]+=[A-Za-z0-9_-]+)*")
# Letters that no accent can be taken from, as they are written without them.
_SPELT_OUT = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O"}
    | {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "þ": "th", "Þ": "TH"}
)
_NEXT_PAIR = re.compile(r"-(?=[A-Za-z0-9_]+=)")


class LinkError(Refusal):
    """No such link can be."""


def check_ref(ref: str) -> None:
    """Raise LinkError unless a link can carry `ref`."""
    if len(ref) > REF_LENGTH:
        raise LinkError(
            "ref",
            f"The ref has {len(ref):,} characters, and m.me links take {REF_LENGTH:,}: "
            "keep the data in your database, and its key in the ref.",
        )
    if not _REF.fullmatch(ref):
        raise LinkError(
            "ref",
            f"The ref has {_forbidden(ref)}, and m.me links take only "
            "letters A to Z, digits, “_”, “-” and “=”.",
            nearest_ref(ref) or "summer_coupon",
        )


def nearest_ref(text: str) -> str:
    """`text` as a ref: no accents, `_` for what is not allowed; "" if nothing is left."""
    parted = unicodedata.normalize("NFKD", text).translate(_SPELT_OUT)
    plain = parted.encode("ascii", "ignore").decode()
    return _FORBIDDEN.sub("_", plain.strip()).strip("_")[:REF_LENGTH]


def build_ref(pairs: Mapping[str, str]) -> str:
    """The structured ref of these pairs. Raises LinkError, naming the pair that cannot be said."""
    for name, value in pairs.items():
        if not _NAME.fullmatch(name):
            raise LinkError(
                "ref",
                f"“{name}” cannot be a name in a ref: names have letters, digits and “_”.",
                nearest_ref(name).replace("-", "_").replace("=", "_"),
            )
        if not _VALUE.fullmatch(value):
            raise LinkError(
                "ref",
                f"“{value}” cannot be the {name} in a ref: "
                "values have letters, digits, “_” and “-”.",
                nearest_ref(value).replace("=", "_"),
            )
    ref = "-".join(f"{name}={value}" for name, value in pairs.items())
    check_ref(ref)
    return ref


def read_ref(ref: str) -> dict[str, str]:
    """The pairs of a structured ref, in its order; none for any other ref.

    Of two pairs with one name the last holds.
    """
    if not _PAIRS.fullmatch(ref):
        return {}
    pairs = (pair.split("=") for pair in _NEXT_PAIR.split(ref))
    return {name: value for name, value in pairs}


def _forbidden(ref: str) -> str:
    """The characters of `ref` that no link takes, for a person to read."""
    names = {" ": "a space", "\n": "a line break", "\t": "a tab"}
    found = dict.fromkeys(character for character in ref if not _REF.fullmatch(character))
    said = [names.get(character, f"“{character}”") for character in found][:5]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
