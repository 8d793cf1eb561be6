#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes src/main/resources/io/github/inittrace/diff/attribute-defaults.txt from the onnx package:
the defaults of attributes that never changed from one version of their operator to another.

A line is domain|operator|attribute|kind|values. The kind EACH is written by hand: a list of any
length of this value, which ONNX says in words only.

    python3 plugin/src/test/python/attribute_defaults.py > plugin/src/main/resources/...
"""
import collections

import onnx

WINDOWS = "Conv ConvInteger ConvTranspose QLinearConv AveragePool MaxPool LpPool".split()
versions = collections.defaultdict(set)
for schema in onnx.defs.get_all_schemas_with_history():
    if schema.domain in ("", "ai.onnx.ml"):
        for name, attribute in schema.attributes.items():
            default = attribute.default_value
            key = (schema.domain, schema.name, name)
            if default.type == onnx.AttributeProto.UNDEFINED:
                versions[key].add(None)
                continue
            value = onnx.helper.get_attribute_value(default)
            values = value if isinstance(value, list) else [value]
            texts = [v.decode() if isinstance(v, bytes) else repr(v) for v in values]
            kind = onnx.AttributeProto.AttributeType.Name(default.type)
            versions[key].add((kind, ",".join(texts)))

lines = [(*key, *defaults.pop()) for key, defaults in versions.items()
         if len(defaults) == 1 and None not in defaults]
for operator in WINDOWS:
    for name, value in {"strides": "1", "dilations": "1", "pads": "0", "output_padding": "0"}.items():
        if None in versions.get(("", operator, name), ()):
            lines.append(("", operator, name, "EACH", value))
for line in sorted(lines):
    print("|".join(line))
