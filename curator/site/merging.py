"""How Jekyll lays one mapping over another: configuration files, defaults and front matter alike."""

from collections.abc import Mapping

from curator.formats.yaml_values import Value


def merge(below: Mapping[str, Value], above: Mapping[str, Value]) -> dict[str, Value]:
    """Return `below` overridden by `above`, mappings within included; an empty value overrides none."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = merge(old, value)
        elif value is not None or key not in merged:
            merged[key] = value
    return merged
