"""/sim/qr: reads the QR code in a picture, as a phone's camera would."""

from io import BytesIO

from flask import jsonify, request

from simulator.script.asking import Answer, BadRequest, blueprint

BIGGEST = 64_000_000  # pixels; more than any camera takes

qr = blueprint("qr")


@qr.post("/qr")
def read() -> Answer:
    """A form with a `picture` → `{"text"}`; 404 where there is no code in it."""
    picture = request.files.get("picture")
    if picture is None:
        raise BadRequest("Send a form with a “picture”.")
    try:
        text = _text_of(picture.read())
    except ImportError:
        needed = "To read QR codes, install zxing-cpp and pillow beside the simulator."
        return jsonify(error=needed), 501
    if text is None:
        return jsonify(error="There is no QR code in this picture."), 404
    return jsonify(text=text)


def _text_of(picture: bytes) -> str | None:
    """What the code says; raise `BadRequest` for no picture, `ImportError` without the reader."""
    import zxingcpp
    from PIL import Image, UnidentifiedImageError

    try:
        image = Image.open(BytesIO(picture))
        pixels = image.convert("RGB") if image.width * image.height <= BIGGEST else None
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError):
        raise BadRequest("This is no picture that can be read: PNG, JPEG, GIF or WebP.") from None
    if pixels is None:
        raise BadRequest("This picture is too large.")
    found = zxingcpp.read_barcodes(pixels)
    return found[0].text if found else None
