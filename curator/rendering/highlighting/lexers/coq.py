"""Coq as Rouge reads it."""

import re
from dataclasses import dataclass

from curator.rendering.highlighting.engine import Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import words

_COMMANDS = words(
    """
    About Arguments Check Class CoFixpoint CoInductive Compute Context Corollary Defined
    Definition End Eval Example Existing Export Fixpoint Global Goal Hint Immediate Import
    Include Inductive Infix Instance Lemma Local Ltac Module Monomorphic Notation Opaque
    Polymorphic Print Printing Proof Qed Record Remark Require Rewrite Search SearchAbout
    Section Theorem Transparent Universe Universes Variable Variables
    """
)
_TERMS = words(
    """
    Prop Set Type as else end forall fun if in let match return then
    """
)
_TACTICS = words(
    """
    apply as at auto autorewrite beta cbn cbv clear compute constructor delta dependent
    destruct eapply eauto econstructor edestruct eexists erewrite etransitivity exfalso
    exists f_equal fold generalize in induction injection instantiate intro intros inversion
    iota lazy native_compute red refine revert rewrite setoid_rewrite simpl specialize split
    subst symmetry transitivity unfold vm_compute with zeta
    repeat first try
    """
)
_TERMINATORS = words("omega solve congruence reflexivity exact assumption eassumption")
_NAMES = Words({"k": _COMMANDS, "kr": _TERMS, "kp": _TACTICS, "ne": _TERMINATORS}, "no")

_NAME = r"(?:[a-zA-Z][\w']*|[_a-zA-Z][\w']+)"


@dataclass(slots=True)
class _Path:
    """The last name of a dotted path, and whether names stand before it."""

    name: str = ""
    qualified: bool = False


def _start(run: Run, match: re.Match[str]) -> None:
    path = run.keep(_Path)
    path.name, path.qualified = match[0], False
    run.go("path")


def _qualify(run: Run, match: re.Match[str]) -> None:
    path = run.keep(_Path)
    run.put("nn", path.name)
    run.put("p", ".")
    path.name, path.qualified = match[1], True


def _finish(run: Run) -> None:
    path = run.keep(_Path)
    run.put("no" if path.qualified else _NAMES.token(path.name), path.name)
    run.pop()


def _end_sentence(run: Run, match: re.Match[str]) -> None:
    _finish(run)
    run.put("pi", ".")
    run.put("w", match[1])


def _end_path(run: Run, match: re.Match[str]) -> None:
    _finish(run)


COQ = Lexer(
    {
        "root": [
            Rule(r"[(][*](?![)])", "c", "comment"),
            Rule(r"\s+", "w"),
            Rule(r"(Module)(\s+)(Type)(\s+)", ("k", "w", "k", "w")),
            Rule(
                r"(Set|Unset)(\s+)(Universe|Printing|Implicit|Strict)(\s+)"
                r"(Polymorphism|All|Notations|Arguments|Universes|Implicit)(\s*)(\.)",
                ("k", "w", "k", "w", "k", "w", "pi"),
            ),
            Rule(_NAME, _start),
            Rule(r"/\\|\\/", "o"),
            Rule(r"-?\d[\d_]*+(?:[^\d_\n][\d_]*+)?[eE][+-]?\d[\d_]*", "mf"),
            Rule(r"\d[\d_]*", "mi"),
            Rule(r"""'(?:\\[\\"'ntbr ]|\\[0-9]{3}|\\x[0-9a-fA-F]{2})'""", "sc"),
            Rule(r"'", "k"),
            Rule(r'"', "s2", "string"),
            Rule(f"[~?]{_NAME}", "nv"),
            Rule(r"[_;:⇒→↔⇔≔≡∀∃∧∨¬⊤⊥⊢⊨∈]", "p"),
            Rule(r"[\[\],{}()!$%&*+./<=>?@^|~#-]", "o"),
            Rule(r".", "err"),
        ],
        "comment": [
            Rule(r"[^(*)]+", "c"),
            Rule(r"[(][*]", "c", "#push"),
            Rule(r"[*][)]", "c", "#pop"),
            Rule(r"[(*)]", "c"),
        ],
        "string": [Rule(r'(?:\\")+|[^"]', "s2"), Rule(r'"', "s2", "#pop")],
        "path": [
            Rule(rf"\.({_NAME})", _qualify),
            Rule(r"\.(\s+)", _end_sentence),
            Rule(r"", _end_path),
        ],
    }
)
