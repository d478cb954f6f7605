"""Clojure and Scheme as Rouge reads them."""

import re

from curator.rendering.highlighting.engine import Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import quoted, words

_CLOJURE_KEYWORDS = words(
    """
    cond def defmacro defmethod defmulti defn defn- defstruct fn for if let
    """
)
_CLOJURE_BUILTINS = words(
    """
    * + - -> . .. / < <= = == > >= accessor agent agent-errors aget alength all-ns alter and
    append-child apply array-map aset aset-boolean aset-byte aset-char aset-double
    aset-float aset-int aset-long aset-short assert assoc await await-for bean binding
    bit-and bit-not bit-or bit-shift-left bit-shift-right bit-xor boolean branch? butlast
    byte cast char children class clear-agent-errors comment commute comp comparator
    complement concat conj cons constantly construct-proxy contains? count create-ns
    create-struct cycle dec deref difference disj dissoc distinct doall doc dorun doseq
    dosync dotimes doto double down drop drop-while edit end? ensure eval every? false?
    ffirst file-seq filter find find-doc find-ns find-var first float flush fnseq frest
    gensym get get-proxy-class hash-map hash-set identical? identity if-let import in-ns inc
    index insert-child insert-left insert-right inspect-table inspect-tree instance? int
    interleave intersection into into-array iterate join key keys keyword keyword? last
    lazy-cat lazy-cons left lefts line-seq list list* load load-file locking long loop
    macroexpand macroexpand-1 make-array make-node map map-invert map? mapcat max max-key
    memfn merge merge-with meta min min-key name namespace neg? new newline next nil? node
    not not-any? not-every? not= ns-imports ns-interns ns-map ns-name ns-publics ns-refers
    ns-resolve ns-unmap nth nthrest or parse partial path peek pop pos? pr pr-str print
    print-str println println-str prn prn-str project proxy proxy-mappings quot rand
    rand-int range re-find re-groups re-matcher re-matches re-pattern re-seq read read-line
    reduce ref ref-set refer rem remove remove-method remove-ns rename rename-keys repeat
    replace replicate resolve rest resultset-seq reverse rfirst right rights root rrest rseq
    second select select-keys send send-off seq seq-zip seq? set short slurp some sort
    sort-by sorted-map sorted-map-by sorted-set special-symbol? split-at split-with str
    string? struct struct-map subs subvec symbol symbol? sync take take-nth take-while test
    time to-array to-array-2d tree-seq true? union up update-proxy val vals var-get var-set
    var? vector vector-zip vector? when when-first when-let when-not with-local-vars
    with-meta with-open with-out-str xml-seq xml-zip zero? zipmap zipper'
    """
)
_SCHEME_KEYWORDS = words(
    """
    => and begin case cond define define-syntax delay do else if lambda let let* let-syntax
    letrec letrec-syntax or quasiquote quote set! syntax-rules unquote unquote-splicing
    """
)
_SCHEME_BUILTINS = words(
    """
    * + - / < <= = > >= abs acos angle append apply asin assoc assq assv atan boolean?
    caaaar caaadr caaar caadar caaddr caadr caar cadaar cadadr cadar caddar cadddr caddr
    cadr call-with-current-continuation call-with-input-file call-with-output-file
    call-with-values call/cc car cdaaar cdaadr cdaar cdadar cdaddr cdadr cdar cddaar cddadr
    cddar cdddar cddddr cdddr cddr cdr ceiling char->integer char-alphabetic? char-ci<=?
    char-ci<? char-ci=? char-ci>=? char-ci>? char-downcase char-lower-case? char-numeric?
    char-ready? char-upcase char-upper-case? char-whitespace? char<=? char<? char=? char>=?
    char>? char? close-input-port close-output-port complex? cons cos current-input-port
    current-output-port denominator display dynamic-wind eof-object? eq? equal? eqv? eval
    even? exact->inexact exact? exp expt floor for-each force gcd imag-part inexact->exact
    inexact? input-port? integer->char integer? interaction-environment lcm length list
    list->string list->vector list-ref list-tail list? load log magnitude make-polar
    make-rectangular make-string make-vector map max member memq memv min modulo negative?
    newline not null-environment null? number->string number? numerator odd? open-input-file
    open-output-file output-port? pair? peek-char port? positive? procedure? quotient
    rational? rationalize read read-char real-part real? remainder reverse round
    scheme-report-environment set-car! set-cdr! sin sqrt string string->list string->number
    string->symbol string-append string-ci<=? string-ci<? string-ci=? string-ci>=?
    string-ci>? string-copy string-fill! string-length string-ref string-set! string<=?
    string<? string=? string>=? string>? string? substring symbol->string symbol? tan
    transcript-off transcript-on truncate values vector vector->list vector-fill!
    vector-length vector-ref vector-set! vector? with-input-from-file with-output-to-file
    write write-char zero?
    """
)

_CLOJURE_NAME = r"[\w!$%*+,<=>?/.-]+"
_CLOJURE_SYMBOL = r"[\w!#$%*+,<=>?/.-]+"
_CLOJURE_WORDS = {"k": _CLOJURE_KEYWORDS, "nb": _CLOJURE_BUILTINS}
_CLOJURE_HEADS = Words(_CLOJURE_WORDS, "nf")


def _clojure_form(run: Run, match: re.Match[str]) -> None:
    run.put("p", match[1])
    run.put("w", match[2])
    run.put(_CLOJURE_HEADS.token(match[3]), match[3])


CLOJURE = Lexer(
    {
        "root": [
            Rule(r";.*?$", "c1"),
            Rule(r"\s+", "w"),
            Rule(r"-?\d+\.\d+", "mf"),
            Rule(r"-?\d+", "mi"),
            Rule(quoted('"', ".", r'[^"\\]'), "s", opener='"'),
            Rule(f"'{_CLOJURE_SYMBOL}", "ss"),
            Rule(f"::?{_CLOJURE_SYMBOL}", "no"),
            Rule(r"\\.", "sc"),
            Rule(r"~@|[`'#^~&@]", "o"),
            Rule(rf"(\()(\s*)({_CLOJURE_NAME})", _clojure_form),
            Rule(_CLOJURE_NAME, Words(_CLOJURE_WORDS, "n")),
            Rule(r"[\[\]{}()]", "p"),
        ],
    }
)

_SCHEME_NAME = r"[a-zA-Z0-9!$%&*+,/:<=>?@^_~|-]+"

SCHEME = Lexer(
    {
        "root": [
            Rule(r";.*$", "c1"),
            Rule(r"\s+", ""),
            Rule(r"-?\d+\.\d+", "mf"),
            Rule(r"-?\d+", "mi"),
            Rule(r"[+-]inf[.][f0]", "m"),
            Rule(r"#b[01]+", "mb"),
            Rule(r"#o[0-7]+", "mo"),
            Rule(r"#d[0-9]+", "mi"),
            Rule(r"#[xX][0-9a-fA-F]+", "mh"),
            Rule(r"#[ei][\d.]+", "mx"),
            Rule(quoted('"', r'[\\"]', r'[^"\\]'), "s", opener='"'),
            Rule(f"'{_SCHEME_NAME}", "ss"),
            Rule(r"""#\\(?:[()/'"._!$%& ?=+-]|[a-zA-Z0-9]+)""", "sc"),
            Rule(r"#[tf]", "no"),
            Rule(r"['#`]|,@|,|\.", "o"),
            Rule(r"[(\[]", "p", "head"),
            Rule(r"[)\]]", "p"),
            Rule(_SCHEME_NAME, "nv"),
        ],
        "head": [
            Rule(
                _SCHEME_NAME,
                Words({"k": _SCHEME_KEYWORDS, "nb": _SCHEME_BUILTINS}, "nf"),
                "#pop",
            ),
            Rule(r"", "", "#pop"),
        ],
    }
)
