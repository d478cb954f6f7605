"""A reader's word that it cannot read a thing."""

from curator.domain.errors import ReadFault


class Refused(Exception):
    """A thing cannot be read, and why; what was found before stays found."""

    def __init__(self, fault: ReadFault, detail: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.detail = detail
