"""CloudFormation's intrinsic functions, as far as the resources file uses them."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from local.aws.errors import TemplateError

NO_VALUE = object()
_PLACEHOLDER = re.compile(r"\$\{([^}]+)\}")


class Resolver:
    """Resolves values of a template. `lookup` resolves `Ref`, `attribute` resolves `Fn::GetAtt`; both raise
    `TemplateError` for unknown names. `conditions` and `mappings` are the template's."""

    def __init__(
        self,
        lookup: Callable[[str], Any],
        attribute: Callable[[str, str], Any],
        conditions: Mapping[str, Any] | None = None,
        mappings: Mapping[str, Any] | None = None,
    ) -> None:
        self._lookup = lookup
        self._attribute = attribute
        self._conditions = conditions or {}
        self._mappings = mappings or {}
        self._functions: dict[str, Callable[[Any], Any]] = {
            "Ref": lookup,
            "Fn::GetAtt": self._get_att,
            "Fn::Sub": self._sub,
            "Fn::Join": self._join,
            "Fn::Select": lambda v: self.resolve(v[1])[int(self.resolve(v[0]))],
            "Fn::Split": lambda v: str(self.resolve(v[1])).split(str(v[0])),
            "Fn::If": self._if,
            "Fn::FindInMap": self._find_in_map,
            "Fn::Equals": lambda v: self.resolve(v[0]) == self.resolve(v[1]),
            "Fn::Not": lambda v: not self.resolve(v[0]),
            "Fn::And": lambda v: all(self.resolve(one) for one in v),
            "Fn::Or": lambda v: any(self.resolve(one) for one in v),
            "Condition": self.condition,
        }

    def resolve(self, value: Any) -> Any:
        """`value` with all intrinsic functions resolved; keys and items with `AWS::NoValue` are removed."""
        if isinstance(value, list):
            return [one for one in map(self.resolve, value) if one is not NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (name, argument), *_ = value.items()
            if name in self._functions:
                return self._functions[name](argument)
            if name.startswith("Fn::"):
                raise TemplateError(f"{name} is not known to the stand-in")
        resolved = {key: self.resolve(one) for key, one in value.items()}
        return {key: one for key, one in resolved.items() if one is not NO_VALUE}

    def condition(self, name: str) -> bool:
        """The value of a named condition of the template."""
        if name not in self._conditions:
            raise TemplateError(f"no condition {name}")
        return bool(self.resolve(self._conditions[name]))

    def _get_att(self, value: Any) -> Any:
        name, attribute = value.split(".", 1) if isinstance(value, str) else value
        return self._attribute(name, attribute)

    def _sub(self, value: Any) -> str:
        text, given = (value, {}) if isinstance(value, str) else (value[0], self.resolve(value[1]))

        def put(match: re.Match[str]) -> str:
            name = match[1]
            if name.startswith("!"):
                return "${" + name[1:] + "}"
            if name in given:
                return str(given[name])
            return str(self._get_att(name) if "." in name else self._lookup(name))

        return _PLACEHOLDER.sub(put, text)

    def _join(self, value: Any) -> str:
        return str(value[0]).join(str(one) for one in self.resolve(value[1]))

    def _if(self, value: Any) -> Any:
        name, then, otherwise = value
        return self.resolve(then if self.condition(name) else otherwise)

    def _find_in_map(self, value: Any) -> Any:
        name, first, second = self.resolve(value)
        try:
            return self._mappings[name][first][second]
        except KeyError as error:
            raise TemplateError(f"no {first}/{second} in mapping {name}") from error
