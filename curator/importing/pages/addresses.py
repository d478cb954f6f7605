"""Addresses in a page: made absolute, but for those of files that came with it."""

from dataclasses import dataclass
from urllib.parse import unquote, urljoin


@dataclass(frozen=True, slots=True)
class Base:
    """What the links of a page stand on."""

    url: str = ""
    """Empty where nobody knows: links stay as they are."""
    folders: frozenset[str] = frozenset()
    """Folders of files that were saved beside the page."""

    def joined(self, address: str) -> str:
        """Return an address as it is to stand in a post."""
        address = address.strip()
        if not self.url or address.startswith(("#", "data:", "cid:")) or self.is_local(address):
            return address
        try:
            return urljoin(self.url, address)
        except ValueError:
            return address

    def is_local(self, address: str) -> bool:
        """Tell whether an address is that of a file beside the page."""
        path = unquote(address).replace("\\", "/").removeprefix("./")
        return path.partition("/")[0] in self.folders
