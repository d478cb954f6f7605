"""Julia as Rouge reads it."""

from pygments import unistring

from curator.rendering.highlighting.engine import Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import BLANK, WORD, one_of

_KEYWORDS = one_of(
    """
    begin catch const do else elseif end export finally for function global if import in isa
    local macro module quote return struct try using where while
    """
)
_BUILTINS = one_of(
    """
    ARGS C_NULL DEPOT_PATH ENDIAN_BOM ENV Inf Inf16 Inf32 Inf64 LOAD_PATH NaN NaN16 NaN32 NaN64
    VERSION devnull false im missing nothing pi stderr stdin stdout true undef π ℯ
    """
)
_TYPES = one_of(
    """
    ARPACKException AbstractArray AbstractChannel AbstractChar AbstractDict AbstractDisplay
    AbstractFloat AbstractIrrational AbstractLogger AbstractMatrix AbstractREPL AbstractRNG
    AbstractRange AbstractSerializer AbstractSet AbstractSparseArray AbstractSparseMatrix
    AbstractSparseVector AbstractString AbstractUnitRange AbstractVecOrMat AbstractVector
    AbstractWorkerPool Adjoint Any ArgumentError Array AssertionError Base64DecodePipe
    Base64EncodePipe BasicREPL Bidiagonal BigFloat BigInt BitArray BitMatrix BitSet
    BitVector Bool BoundsError BunchKaufman CachingPool CapturedException CartesianIndex
    CartesianIndices Cchar Cdouble Cfloat Channel Char Cholesky CholeskyPivoted Cint
    Cintmax_t Clong Clonglong ClusterManager Cmd Colon Complex ComplexF16 ComplexF32
    ComplexF64 CompositeException Condition ConsoleLogger Cptrdiff_t Cshort Csize_t Cssize_t
    Cstring Cuchar Cuint Cuintmax_t Culong Culonglong Cushort Cvoid Cwchar_t Cwstring
    DataType Date DateFormat DatePeriod DateTime Day DenseArray DenseMatrix DenseVecOrMat
    DenseVector Diagonal Dict DimensionMismatch Dims DivideError DomainError EOFError Eigen
    Enum ErrorException Exception ExponentialBackOff Expr FDWatcher Factorization
    FileMonitor Float16 Float32 Float64 FolderMonitor Function GeneralizedEigen
    GeneralizedSVD GeneralizedSchur GenericArray GenericDict GenericSet GenericString
    GitConfig GitRepo GlobalRef HMAC_CTX HTML Hermitian Hessenberg Hour IO IOBuffer
    IOContext IOStream IPAddr IPv4 IPv6 IdDict IndexCartesian IndexLinear IndexStyle
    InexactError InitError Int Int128 Int16 Int32 Int64 Int8 Integer InterruptException
    InvalidStateException Irrational KeyError LAPACKException LDLt LQ LU LinRange
    LineEditREPL LineNumberNode LinearIndices LoadError LogLevel LowerTriangular MIME Matrix
    MersenneTwister Method MethodError Microsecond Millisecond Minute Missing
    MissingException Module Month NTuple NamedTuple Nanosecond Nothing NullLogger Number
    OrdinalRange OutOfMemoryError OverflowError PackageMode PackageSpec Pair
    PartialQuickSort Period PermutedDimsArray Pipe PollingFileWatcher PosDefException
    ProcessExitedException Ptr QR QRPivoted QuoteNode RandomDevice RankDeficientException
    Rational RawFD ReadOnlyMemoryError Real ReentrantLock Ref Regex RegexMatch RemoteChannel
    RemoteException RoundingMode SHA1_CTX SHA224_CTX SHA256_CTX SHA2_224_CTX SHA2_256_CTX
    SHA2_384_CTX SHA2_512_CTX SHA384_CTX SHA3_224_CTX SHA3_256_CTX SHA3_384_CTX SHA3_512_CTX
    SHA512_CTX SVD Schur Second SegmentationFault Serializer Set SharedArray SharedMatrix
    SharedVector Signed SimpleLogger SingularException Some SparseMatrixCSC SparseVector
    StackOverflowError StepRange StepRangeLen StreamREPL StridedArray StridedMatrix
    StridedVecOrMat StridedVector String StringIndexError SubArray SubString
    SubstitutionString SymTridiagonal Symbol Symmetric SystemError TCPSocket Task
    TestSetException Text TextDisplay Time TimePeriod TimeType TimeZone Timer Transpose
    Tridiagonal Tuple Type TypeError TypeVar UDPSocket UInt UInt128 UInt16 UInt32 UInt64
    UInt8 UTC UUID UndefInitializer UndefKeywordError UndefRefError UndefVarError
    UniformScaling Union UnionAll UnitLowerTriangular UnitRange UnitUpperTriangular Unsigned
    UpgradeLevel UpperTriangular Val Vararg VecElement VecOrMat Vector VersionNumber
    WeakKeyDict WeakRef Week WorkerConfig WorkerPool Year
    """
)

_GAP = r"(?:\s|\\\s)+"
_LETTER = "a-zA-Z_\u00a1-\uffff"
_SIGNS = unistring.combine("Sm", "Sc", "Sk", "So")
_DEFINED = (
    f"[{unistring.combine('Lu', 'Ll', 'Lt', 'Lm', 'Lo', 'Nl')}{_SIGNS}_]"
    f"[{WORD}{_SIGNS}{unistring.combine('Po')}]*"
)

JULIA = Lexer(
    {
        "root": [
            Rule(rf"\n|{BLANK}+", ""),
            Rule(r"#=", "cm", "comment"),
            Rule(r"#.*$", "c"),
            Rule(r"[-+=*/\\&|$~^%!<>.:?÷≠≤≥]", "o"),
            Rule(rf"(function|macro)({_GAP})", ("k", "nf"), "function name"),
            Rule(
                rf"((?:mutable )?struct|(?:abstract|primitive) type)({_GAP})",
                ("k", "nc"),
                "type name",
            ),
            Rule(rf"{_TYPES}\b", "kt"),
            Rule(r"(?:local|global|const)\b", "kd"),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(rf"{_BUILTINS}\b", "nb"),
            Rule(r"`.*?`", "sb"),
            Rule(
                r"'(?:\\.|\\[0-7]{1,3}|\\x[a-fA-F0-9]{1,3}|\\u[a-fA-F0-9]{1,4}"
                r"|\\U[a-fA-F0-9]{1,6}|[^\\'\n])'",
                "sc",
            ),
            Rule(r'[ILE]?"', "s", "string"),
            Rule(r"@[\w.]+", "nd"),
            Rule(rf"[{_LETTER}][{_LETTER}0-9]*!*", "n"),
            Rule(r"[\[\]{}(),;]", "x"),
            Rule(
                r"(?:\d+(?:_\d+)+\.\d*|\d*\.\d+(?:_\d+)+|\d+\.\d*|\d*\.\d+)(?:[eEf][+-]?[0-9]+)?",
                "mf",
            ),
            Rule(r"\d+(?:_\d+)*[eEf][+-]?[0-9]+", "mf"),
            Rule(r"0b[01]+(?:_[01]+)*", "mb"),
            Rule(r"0o[0-7]+(?:_[0-7]+)*", "mo"),
            Rule(r"0x[a-fA-F0-9]+(?:_[a-fA-F0-9]+)*", "mh"),
            Rule(r"\d+(?:_\d+)*", "mi"),
        ],
        "function name": [
            Rule(_DEFINED, "nf", "#pop"),
            Rule(r"\([^\s\w{]{1,2}\)|[^\s\w{]{1,2}", "o", "#pop"),
        ],
        "type name": [Rule(_DEFINED, "nc", "#pop")],
        "comment": [
            Rule(r"[^=#]+", "cm"),
            Rule(r"#=", "cm", "comment"),
            Rule(r"=#", "cm", "#pop"),
            Rule(r"[=#]", "cm"),
        ],
        "string": [
            Rule(
                r"""\\(?:[\\abfnrtv"']|\n|N\{.*?\}|u[a-fA-F0-9]{4}|U[a-fA-F0-9]{8}"""
                r"|x[a-fA-F0-9]{2}|[0-7]{1,3})",
                "se",
            ),
            Rule(r'"', "s", "#pop"),
            Rule(r"\$(?:\(\w+\))?[-#0 +]*(?:[0-9]+|[*])?(?:\.(?:[0-9]+|[*]))?", "si"),
            Rule(r'[^\\"$]+|\\', "s"),
        ],
    }
)
