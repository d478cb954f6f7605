"""Rules of our own for programming languages, by Rouge's tag."""

from curator.rendering.highlighting.engine import Language
from curator.rendering.highlighting.lexers.c_family import CPP, OBJECTIVE_C, C
from curator.rendering.highlighting.lexers.csharp import CSHARP
from curator.rendering.highlighting.lexers.dart import DART
from curator.rendering.highlighting.lexers.go import GO
from curator.rendering.highlighting.lexers.groovy import GRADLE, GROOVY
from curator.rendering.highlighting.lexers.java import JAVA
from curator.rendering.highlighting.lexers.kotlin import KOTLIN
from curator.rendering.highlighting.lexers.python import PYTHON
from curator.rendering.highlighting.lexers.rust import RUST
from curator.rendering.highlighting.lexers.scala import SCALA
from curator.rendering.highlighting.lexers.swift import SWIFT

PROGRAM_LEXERS: dict[str, Language] = {
    "c": C,
    "cpp": CPP,
    "csharp": CSHARP,
    "dart": DART,
    "go": GO,
    "gradle": GRADLE,
    "groovy": GROOVY,
    "java": JAVA,
    "kotlin": KOTLIN,
    "objective_c": OBJECTIVE_C,
    "python": PYTHON,
    "rust": RUST,
    "scala": SCALA,
    "swift": SWIFT,
}
