"""Rules of our own for programming languages, by Rouge's tag."""

from curator.rendering.highlighting.engine import Language
from curator.rendering.highlighting.lexers.ada import ADA
from curator.rendering.highlighting.lexers.apache import APACHE
from curator.rendering.highlighting.lexers.awk import AWK
from curator.rendering.highlighting.lexers.bibtex import BIBTEX
from curator.rendering.highlighting.lexers.c_family import CPP, CUDA, OBJECTIVE_C, OBJECTIVE_CPP, C
from curator.rendering.highlighting.lexers.cmake import CMAKE
from curator.rendering.highlighting.lexers.common_lisp import COMMON_LISP
from curator.rendering.highlighting.lexers.coq import COQ
from curator.rendering.highlighting.lexers.crystal import CRYSTAL
from curator.rendering.highlighting.lexers.csharp import CSHARP
from curator.rendering.highlighting.lexers.d import D
from curator.rendering.highlighting.lexers.dart import DART
from curator.rendering.highlighting.lexers.dot import DOT
from curator.rendering.highlighting.lexers.elixir import ELIXIR
from curator.rendering.highlighting.lexers.elm import ELM
from curator.rendering.highlighting.lexers.erlang import ERLANG
from curator.rendering.highlighting.lexers.fortran import FORTRAN
from curator.rendering.highlighting.lexers.gherkin import GHERKIN
from curator.rendering.highlighting.lexers.go import GO
from curator.rendering.highlighting.lexers.groovy import GRADLE, GROOVY
from curator.rendering.highlighting.lexers.hardware import VERILOG, VHDL
from curator.rendering.highlighting.lexers.haskell import HASKELL, LITERATE_HASKELL
from curator.rendering.highlighting.lexers.hcl import HCL, TERRAFORM
from curator.rendering.highlighting.lexers.indented_templates import HAML, SLIM
from curator.rendering.highlighting.lexers.java import JAVA
from curator.rendering.highlighting.lexers.julia import JULIA
from curator.rendering.highlighting.lexers.kotlin import KOTLIN
from curator.rendering.highlighting.lexers.lisps import CLOJURE, SCHEME
from curator.rendering.highlighting.lexers.lua import LUA
from curator.rendering.highlighting.lexers.mathematica import MATHEMATICA
from curator.rendering.highlighting.lexers.matlab import MATLAB
from curator.rendering.highlighting.lexers.ml_family import FSHARP, OCAML, REASON
from curator.rendering.highlighting.lexers.nasm import NASM
from curator.rendering.highlighting.lexers.nim import NIM
from curator.rendering.highlighting.lexers.nix import NIX
from curator.rendering.highlighting.lexers.pascal import PASCAL
from curator.rendering.highlighting.lexers.perl import PERL
from curator.rendering.highlighting.lexers.prolog import PROLOG
from curator.rendering.highlighting.lexers.protobuf import PROTOBUF
from curator.rendering.highlighting.lexers.puppet import PUPPET
from curator.rendering.highlighting.lexers.python import PYTHON
from curator.rendering.highlighting.lexers.r import R
from curator.rendering.highlighting.lexers.racket import RACKET
from curator.rendering.highlighting.lexers.rust import RUST
from curator.rendering.highlighting.lexers.scala import SCALA
from curator.rendering.highlighting.lexers.shaders import GLSL, HLSL
from curator.rendering.highlighting.lexers.sml import SML
from curator.rendering.highlighting.lexers.solidity import SOLIDITY
from curator.rendering.highlighting.lexers.swift import SWIFT
from curator.rendering.highlighting.lexers.tcl import TCL
from curator.rendering.highlighting.lexers.templates import HANDLEBARS, JINJA
from curator.rendering.highlighting.lexers.tex import TEX
from curator.rendering.highlighting.lexers.vala import VALA
from curator.rendering.highlighting.lexers.visual_basic import VISUAL_BASIC
from curator.rendering.highlighting.lexers.vue import VUE
from curator.rendering.highlighting.lexers.zig import ZIG

PROGRAM_LEXERS: dict[str, Language] = {
    "ada": ADA,
    "apache": APACHE,
    "awk": AWK,
    "bibtex": BIBTEX,
    "c": C,
    "clojure": CLOJURE,
    "cmake": CMAKE,
    "common_lisp": COMMON_LISP,
    "coq": COQ,
    "cpp": CPP,
    "crystal": CRYSTAL,
    "csharp": CSHARP,
    "cuda": CUDA,
    "d": D,
    "dart": DART,
    "dot": DOT,
    "elixir": ELIXIR,
    "elm": ELM,
    "erlang": ERLANG,
    "fortran": FORTRAN,
    "fsharp": FSHARP,
    "gherkin": GHERKIN,
    "glsl": GLSL,
    "go": GO,
    "gradle": GRADLE,
    "groovy": GROOVY,
    "haml": HAML,
    "handlebars": HANDLEBARS,
    "haskell": HASKELL,
    "hcl": HCL,
    "hlsl": HLSL,
    "java": JAVA,
    "jinja": JINJA,
    "julia": JULIA,
    "kotlin": KOTLIN,
    "literate_haskell": LITERATE_HASKELL,
    "lua": LUA,
    "mathematica": MATHEMATICA,
    "matlab": MATLAB,
    "nasm": NASM,
    "nim": NIM,
    "nix": NIX,
    "objective_c": OBJECTIVE_C,
    "objective_cpp": OBJECTIVE_CPP,
    "ocaml": OCAML,
    "pascal": PASCAL,
    "perl": PERL,
    "prolog": PROLOG,
    "protobuf": PROTOBUF,
    "puppet": PUPPET,
    "python": PYTHON,
    "r": R,
    "racket": RACKET,
    "reasonml": REASON,
    "rust": RUST,
    "scala": SCALA,
    "scheme": SCHEME,
    "slim": SLIM,
    "sml": SML,
    "solidity": SOLIDITY,
    "swift": SWIFT,
    "tcl": TCL,
    "terraform": TERRAFORM,
    "tex": TEX,
    "vala": VALA,
    "vb": VISUAL_BASIC,
    "verilog": VERILOG,
    "vhdl": VHDL,
    "vue": VUE,
    "zig": ZIG,
}
