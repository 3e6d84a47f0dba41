"""Mutants of a module: its text with one small thing changed, as a slip of the pen would change it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SWAPPED: Final = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.FloorDiv: "/",
    ast.Mod: "/",
    ast.Pow: "*",
    ast.LShift: ">>",
    ast.RShift: "<<",
    ast.BitAnd: "|",
    ast.BitOr: "&",
    ast.BitXor: "&",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.And: "or",
    ast.Or: "and",
}
SWAPPED_NAMES: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the bytes from `begin` to `end` of the module become `new`."""

    line: int
    lines: frozenset[int]  # of its statement, of a compound one the head
    begin: int
    end: int
    new: str
    function: str  # "" at the top of the module
    names: frozenset[str] = frozenset()  # what a statement at the top of the module names

    def applied(self, text: bytes) -> bytes:
        """Give the module with the change."""
        return text[: self.begin] + self.new.encode() + text[self.end :]

    def shown(self, text: bytes) -> str:
        """Show the line before, and what is changed in it."""
        line = text.decode().splitlines()[self.line - 1].strip()
        old, new = (" ".join(part.split())[:60] for part in (text[self.begin : self.end].decode(), self.new))
        return f"{line}   [{old} → {new}]"


def mutants(text: bytes) -> list[Mutant]:
    """Give all mutants of a module that can be compiled, in the order of its text."""
    found = {(one.begin, one.end, one.new): one for one in _Walk(text).walk()}
    return sorted((one for one in found.values() if _compiles(one.applied(text))), key=lambda one: (one.begin, one.new))


def _compiles(text: bytes) -> bool:
    try:
        compile(text, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


class _Walk:
    """Walks a module. Annotations, decorators, docstrings, assertions and `__slots__` are not code that can be wrong."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        starts = [0]
        for line in text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        self._starts = starts
        self._lines: frozenset[int] = frozenset()

    def walk(self) -> Iterator[Mutant]:
        yield from self._body(ast.parse(self._text).body, "")

    def _body(self, body: list[ast.stmt], function: str) -> Iterator[Mutant]:
        for statement in body:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                name = f"{function}.{statement.name}".lstrip(".")
                if isinstance(statement, ast.FunctionDef):
                    self._lines = frozenset({statement.lineno})
                    for default in (*statement.args.defaults, *filter(None, statement.args.kw_defaults)):
                        yield from self._expression(default, name, frozenset({statement.name}))
                yield from self._body(statement.body, name)
            else:
                yield from self._statement(statement, function)

    def _statement(self, statement: ast.stmt, function: str) -> Iterator[Mutant]:
        if isinstance(statement, ast.Import | ast.ImportFrom | ast.Assert):
            return
        self._lines = _head(statement)
        names = _bound(statement) if function == "" or function[0].isupper() else frozenset()
        if isinstance(statement, ast.Expr):
            if isinstance(statement.value, ast.Constant):
                return  # a docstring
            if isinstance(statement.value, ast.Call):
                yield self._mutant(statement, "pass", function, names)
        if isinstance(statement, ast.Break | ast.Continue):
            yield self._mutant(statement, "continue" if isinstance(statement, ast.Break) else "break", function, names)
        if isinstance(statement, ast.Return) and statement.value is not None and not _is_none(statement.value):
            yield self._mutant(statement.value, "None", function, names)
        if isinstance(statement, ast.AugAssign):
            yield from self._between(statement.target, statement.value, statement.op, function, names, suffix="=")
        if isinstance(statement, ast.If | ast.While):
            yield from self._condition(statement.test, function, names)
        for field, value in ast.iter_fields(statement):
            if field in {"annotation", "decorator_list"}:
                continue
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, ast.stmt):
                    yield from self._body([part], function)
                elif isinstance(part, ast.ExceptHandler | ast.match_case):
                    yield from self._body(part.body, function)
                elif isinstance(part, ast.withitem):
                    yield from self._expression(part.context_expr, function, names)
                elif isinstance(part, ast.expr):
                    yield from self._expression(part, function, names)

    def _condition(self, test: ast.expr, function: str, names: frozenset[str]) -> Iterator[Mutant]:
        if not isinstance(test, ast.Compare | ast.BoolOp) and not _is_not(test):
            yield self._mutant(test, f"not ({self._source(test)})", function, names)

    def _expression(self, root: ast.expr, function: str, names: frozenset[str]) -> Iterator[Mutant]:
        for node in _nodes(root):
            yield from self._changes(node, function, names)

    def _changes(self, node: ast.AST, function: str, names: frozenset[str]) -> Iterator[Mutant]:
        match node:
            case ast.Constant(value=bool()):
                yield self._mutant(node, str(not node.value), function, names)
            case ast.Constant(value=int() | float()):
                yield self._mutant(node, f"({self._source(node)} + 1)", function, names)
            case ast.Constant(value=str() | bytes()) if self._source(node)[-1:] in "\"'" and "\n" not in self._source(
                node
            ):
                yield from self._string(node, function, names)
            case ast.BinOp():
                yield from self._between(node.left, node.right, node.op, function, names)
            case ast.BoolOp():
                for one, two in pairwise(node.values):
                    yield from self._between(one, two, node.op, function, names)
            case ast.Compare():
                for (one, two), op in zip(pairwise([node.left, *node.comparators]), node.ops, strict=True):
                    yield from self._between(one, two, op, function, names)
            case ast.UnaryOp(op=ast.Not() | ast.USub()):
                yield self._mutant(node, f"({self._source(node.operand)})", function, names)
            case ast.IfExp():
                yield from self._condition(node.test, function, names)
            case ast.Name(id=name) if name in SWAPPED_NAMES:
                yield self._mutant(node, SWAPPED_NAMES[name], function, names)

    def _string(self, node: ast.Constant, function: str, names: frozenset[str]) -> Iterator[Mutant]:
        source = self._source(node)
        opening = source.index(source[-1])
        quote = '"""' if source.endswith('"""') else source[-1]
        inner = source[opening + len(quote) : -len(quote)]
        yield self._mutant(node, f"{source[:opening]}{quote}XX{inner}XX{quote}", function, names)

    def _between(
        self, one: ast.expr, two: ast.expr, op: ast.AST, function: str, names: frozenset[str], *, suffix: str = ""
    ) -> Iterator[Mutant]:
        """Change the operator that stands between two expressions."""
        begin, end = self._at(one.end_lineno, one.end_col_offset), self._at(two.lineno, two.col_offset)
        between = self._text[begin:end].decode()
        word = _WORDS.get(type(op), "") + suffix
        if word in between and type(op) in SWAPPED:
            at = begin + between.index(word)
            new = SWAPPED[type(op)] + suffix
            yield Mutant(_line(one, between, word), self._lines, at, at + len(word), new, function, names)

    def _mutant(self, node: ast.expr | ast.stmt, new: str, function: str, names: frozenset[str]) -> Mutant:
        begin, end = self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)
        return Mutant(node.lineno, self._lines, begin, end, new, function, names)

    def _source(self, node: ast.expr) -> str:
        return self._text[
            self._at(node.lineno, node.col_offset) : self._at(node.end_lineno, node.end_col_offset)
        ].decode()

    def _at(self, line: int | None, column: int | None) -> int:
        assert line is not None
        assert column is not None
        return self._starts[line - 1] + column


_WORDS: Final = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.And: "and",
    ast.Or: "or",
}


def _line(one: ast.expr, between: str, word: str) -> int:
    assert one.end_lineno is not None
    return one.end_lineno + between[: between.index(word)].count("\n")


def _head(statement: ast.stmt) -> frozenset[int]:
    body = getattr(statement, "body", None) or getattr(statement, "cases", None)
    end = statement.end_lineno or statement.lineno
    if body:
        first = body[0].pattern if isinstance(body[0], ast.match_case) else body[0]
        end = max(statement.lineno, first.lineno - 1)
    return frozenset(range(statement.lineno, end + 1))


def _nodes(root: ast.expr) -> Iterator[ast.AST]:
    """Walk an expression, but not what is inside a formatted string's literal parts."""
    yield root
    for child in ast.iter_child_nodes(root):
        if isinstance(root, ast.JoinedStr) and isinstance(child, ast.Constant | ast.FormattedValue):
            continue  # positions inside formatted strings are not known before Python 3.12
        yield from _nodes(child)  # type: ignore[arg-type]


def _bound(statement: ast.stmt) -> frozenset[str]:
    """Name what a statement at the top of a module or a class binds."""
    return frozenset(node.id for node in ast.walk(statement) if isinstance(node, ast.Name))


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _is_not(test: ast.expr) -> bool:
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
