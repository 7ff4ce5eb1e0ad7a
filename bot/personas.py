"""Who answers in care: the personas as data, created at Meta by `flask connect`.

Source: Meta, "Personas". A name has at most 50 characters, and says that it is no human.
"""

from collections.abc import Mapping

# By the key that flows use: the name people see, and the picture in static/pictures/.
PERSONAS: Mapping[str, tuple[str, str]] = {
    "order": ("Pippa, order assistant", "persona-order.png"),
    "billing": ("Barnaby, billing assistant", "persona-billing.png"),
    "sales": ("Sol, style assistant", "persona-sales.png"),
    "care": ("Coral, care assistant", "persona-care.png"),
}
