"""Groovy and Gradle as Rouge reads them."""

import re

from curator.rendering.highlighting.engine import Lexer, Rule, Run, Sink, States, Words
from curator.rendering.highlighting.lexers.vocabulary import BLANK, quoted, words

_KEYWORDS = words(
    """
    as assert break case catch continue default do else finally for goto if in instanceof new
    return switch this throw try while
    """
)
_DECLARATIONS = words(
    """
    abstract const enum extends final implements native private protected public static strictfp
    super synchronized throws transient volatile
    """
)
_TYPES = words("def boolean byte char double float int long short void")
_CONSTANTS = words("true false null")
_GRADLE_KEYWORDS = words(
    """
    allprojects artifacts buildscript configuration dependencies publishing repositories
    sourceSets subprojects
    """
)
_GRADLE_TYPES = words(
    """
    ArtifactResolutionQuery ComponentSelection ComponentSelectionRules Configuration
    ConventionProperty ExtensionAware ExtraPropertiesExtension Gradle IncrementalTaskInputs
    IvyArtifact IvyArtifactSet IvyModuleDescriptorSpec IvyPublication JavaToolChain
    MavenArtifact MavenArtifactSet MavenPom MavenPublication PluginDependenciesSpec
    PluginDependencySpec Project PublishingExtension ResolutionStrategy ResourceHandler Script
    Settings SourceSet SourceSetOutput Task TextResourceFactory
    """
)


def _signature(run: Run, match: re.Match[str]) -> None:
    # What stands before the name is read in the state reached here, and may change it.
    sink = Sink()
    run.feed(match[1], sink)
    for token, text in sink.close():
        run.put(token, text)
    run.put("nf", match[2])
    run.put("", match[3])
    run.put("o", match[4])


def _states(keywords: frozenset[str], types: frozenset[str]) -> States:
    return {
        "root": [
            # Rouge sets no limits here; they keep long rows of words from being read again.
            Rule(
                r"^(\s*(?:\w[\w.\[\]]{0,250}\s+){1,40}?)(\w+)(\s*)(\()",
                _signature,
            ),
            # No signature begins at the rest of this space either.
            Rule(r"^\s+", ""),
            Rule(rf"{BLANK}+", ""),
            Rule(r"//.*?$", "c1"),
            Rule(r"/[*].*?[*]/", "cm", opener=r"/[*]", flags=re.DOTALL),
            Rule(r"@\w[\w.]*", "nd"),
            Rule(r"(?:class|interface|trait)\b", "kd", "class"),
            Rule(r"(?:package|import)\b", "kn", "import"),
            Rule(r'""".*?"""', "s2", opener='"""', flags=re.DOTALL),
            Rule(r"'''.*?'''", "s1", opener="'''", flags=re.DOTALL),
            Rule(quoted('"', r"[\s\S]", r'[^"\\\n]'), "s2"),
            Rule(quoted("'", r"[\s\S]", r"[^'\\\n]"), "s1"),
            Rule(r"\$/(?:\$.|.)*?/\$", "s", opener=r"\$/", flags=re.DOTALL),
            Rule(quoted("/", r"[\s\S]", r"[^/\\\n]"), "s"),
            Rule(r"(\.)([a-zA-Z_][a-zA-Z0-9_]*)", ("o", "na")),
            Rule(r"[a-zA-Z_][a-zA-Z0-9_]*:", "nl"),
            Rule(
                r"[a-zA-Z_$][a-zA-Z0-9_]*",
                Words({"k": keywords, "kd": _DECLARATIONS, "kt": types, "kc": _CONSTANTS}, "n"),
            ),
            Rule(r"[~^*!%&\[\](){}<>|+=:;,./?-]", "o"),
            Rule(r"\d+\.\d+(?:[eE]\d+)?[fd]?", "mf"),
            Rule(r"0x[0-9a-f]+", "mh"),
            Rule(r"[0-9]+L?", "mi"),
            Rule(r"\n", ""),
        ],
        "class": [Rule(r"\s+", ""), Rule(r"\w+", "nc", "#pop")],
        "import": [Rule(r"\s+", ""), Rule(r"[\w.]+[*]?", "nn", "#pop")],
    }


GROOVY = Lexer(_states(_KEYWORDS, _TYPES))
GRADLE = Lexer(_states(_KEYWORDS | _GRADLE_KEYWORDS, _TYPES | _GRADLE_TYPES))
