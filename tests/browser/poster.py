"""A poster with the QR code of a link."""

import io

import segno
from PIL import Image

LINK = "https://m.me/OriginalCoastClothing?ref=summer_coupon"


def poster(form: str, width: int = 300, height: int = 300) -> bytes:
    """The poster as a picture in a form that Pillow knows: PNG, JPEG…"""
    drawn = io.BytesIO()
    segno.make_qr(LINK).save(drawn, kind="png", scale=6, border=4)
    code = Image.open(drawn).convert("RGB")
    page = Image.new("RGB", (width, height), "white")
    page.paste(code, ((width - code.width) // 2, (height - code.height) // 2))
    picture = io.BytesIO()
    page.save(picture, form)
    return picture.getvalue()
