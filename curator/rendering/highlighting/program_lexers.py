"""Rules of our own for programming languages, by Rouge's tag."""

from curator.rendering.highlighting.engine import Language
from curator.rendering.highlighting.lexers.c_family import CPP, OBJECTIVE_C, C
from curator.rendering.highlighting.lexers.java import JAVA
from curator.rendering.highlighting.lexers.python import PYTHON

PROGRAM_LEXERS: dict[str, Language] = {
    "c": C,
    "cpp": CPP,
    "java": JAVA,
    "objective_c": OBJECTIVE_C,
    "python": PYTHON,
}
